// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/seed.h"
#include "base/line.h"
#include "base/number.h"
#include "base/text.h"
#include "command/command.h"
#include "command/options.h"
#include "log/log.h"
#include "offline/fat_image.h"
#include "offline/seed_image.h"
#include "offline/seed_table.h"
#include "sys/block.h"
#include "sys/image_file.h"
#include "sys/io.h"
#include "sys/partition.h"
#include "sys/stream.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { COMMENT_MAX = 1024, SECTOR = 512 };

struct request {
	const char *path, *directory, *output, *range;
	uint64_t added; /* the size of a seed that is added, or 0 */
	bool streams, prints_size, has_machine;
	struct seed_image_request seed;
	char comment[COMMENT_MAX];
};

struct image {
	int fd;
	struct reader reader;
	struct partitions partitions;
	const struct partition *seed;
};

/* ---- Arguments ---- */

enum { SEED_ADD, SEED_OUTPUT, SEED_STREAM, SEED_RANGE, SEED_SIZE, SEED_LABEL, SEED_SIGN };
enum { SEED_MACHINE = SEED_SIGN + 1 };

static const struct option seed_options[] = {
	[SEED_ADD] = { "--add", "SIZE",
		       "add a partition of this size for the seed, to an image without one" },
	[SEED_OUTPUT] = { "--output", "FILE", "write a copy, not to the image itself" },
	[SEED_STREAM] = { "--stream", NULL, "write the image, with this seed, to standard output" },
	[SEED_RANGE] = { "--range", "A-B",
			 "of that, only the bytes A to B, as HTTP counts them: from 0, B included" },
	[SEED_SIZE] = { "--size", NULL, "print the size of the image, which no seed changes" },
	[SEED_LABEL] = { "--label", "LABEL",
			 "the label of its file system: that of the seed before, or CIDATA" },
	[SEED_SIGN] = { "--sign", "KEY", "sign the seed with this secret key of minisign" },
	[SEED_MACHINE] = { "--machine", "ID",
			   "sign it for the machine with this UUID, serial number or MAC address "
			   "only; may be repeated" },
	{ 0 }
};

/* Returns 0 or -EINVAL, which is logged. */
static int parse_size(const char *value, uint64_t *ret)
{
	struct slice text = { (const uint8_t *)value, strlen(value) };
	uint64_t unit = 1;

	if (text_ends(value, "M") || text_ends(value, "K")) {
		unit = text_ends(value, "M") ? 1 << 20 : 1 << 10;
		text.len--;
	}
	if (number_parse(text, 10, SEED_SIZE_MAX, ret) == 0 && *ret <= SEED_SIZE_MAX / unit &&
	    *ret * unit >= SEED_SIZE_MIN && *ret * unit % SEED_SIZE_UNIT == 0) {
		*ret *= unit;
		return 0;
	}
	log_error("a seed has a size from 64K to 64M, a multiple of 4K, and not %s", value);
	return -EINVAL;
}

static int take_machine(struct request *request, const char *id)
{
	request->has_machine = true;
	for (const char *c = id; *c; c++)
		if (*c <= ' ' || *c > '~') {
			log_error("--machine takes the ID of a machine, which has no blanks");
			return -EINVAL;
		}
	if (text_append(request->comment, sizeof(request->comment), " " SEED_MACHINE_WORD "%s",
			id) == 0)
		return 0;
	log_error("the IDs of --machine do not fit into the comment of a signature");
	return -ENAMETOOLONG;
}

static int take_label(struct request *request, const char *label)
{
	request->seed.label = label;
	if (fat_image_label_is_valid(label))
		return 0;
	log_error("the label \"%s\" is not one of a FAT file system: 1 to 11 characters of ASCII",
		  label);
	return -EINVAL;
}

/* Returns 0 or -E..., which is logged. */
static int take_option(struct request *request, const struct options *options)
{
	switch (options->id) {
	case SEED_ADD:
		return parse_size(options->value, &request->added);
	case SEED_OUTPUT:
		request->output = options->value;
		return 0;
	case SEED_STREAM:
		request->streams = true;
		return 0;
	case SEED_RANGE:
		request->range = options->value;
		return 0;
	case SEED_SIZE:
		request->prints_size = true;
		return 0;
	case SEED_LABEL:
		return take_label(request, options->value);
	case SEED_SIGN:
		request->seed.key = options->value;
		return 0;
	case SEED_MACHINE:
		return take_machine(request, options->value);
	default:
		if (!request->path)
			request->path = options_image(options->value);
		else
			request->directory = options->value;
		return 0;
	}
}

/* What is wrong with the options together, or NULL. */
static const char *find_mistake(const struct request *request)
{
	if (request->prints_size)
		return request->directory || request->streams ? "--size takes only an image" : NULL;
	if (!request->directory)
		return "the folder of the seed is missing";
	if (request->range && !request->streams)
		return "--range is for --stream";
	if ((request->streams != false) + (request->output != NULL) + (request->added > 0) > 1)
		return "--add, --output and --stream exclude each other";
	if (request->has_machine && !request->seed.key)
		return "--machine is for --sign";
	return NULL;
}

/* Returns the exit status. */
static int take_arguments(struct request *request, char **argv)
{
	struct options options;
	const char *mistake;
	int r = 0;

	strcpy(request->comment, "pmemboot seed");
	options_begin(&options, &command_seed, argv);
	while (r == 0 && options_next(&options))
		r = take_option(request, &options);
	if (r < 0)
		return STATUS_USAGE;
	mistake = find_mistake(request);
	if (mistake)
		log_error("seed: %s", mistake);
	request->seed.directory = request->directory;
	request->seed.comment = request->comment;
	return mistake ? STATUS_USAGE : STATUS_DONE;
}

/* ---- The image ---- */

static int open_image(struct image *image, const char *path)
{
	int r;

	image->fd = -1;
	r = block_open(path, &image->fd, &image->reader);
	if (r < 0) {
		log_error("%s: cannot be opened: %s", path, block_why(r));
		return r;
	}
	r = partitions_read(&image->reader, image->fd, &image->partitions);
	if (r < 0)
		log_error("%s: its partition table cannot be read: %s", path,
			  image->partitions.refused ? image->partitions.refused : strerror(-r));
	if (r == 0)
		image->seed = seed_image_find(&image->reader, &image->partitions);
	return r;
}

static int make_seed(const struct request *request, const struct image *image, uint64_t size,
		     uint8_t **ret)
{
	struct seed_image_request seed = request->seed;

	if (!seed.label && image->seed && fat_image_label_is_valid(image->seed->label))
		seed.label = image->seed->label;
	if (!seed.label)
		seed.label = "CIDATA";
	return seed_image_make(&seed, size, ret);
}

/* ---- Into an image ---- */

/*
 * A seed that was written in part must not count as one: its first sector and its signature go
 * first, and come last.
 */
static int write_seed(int fd, const struct extent *seed, const uint8_t *bytes)
{
	static const uint8_t zeros[SEED_TRAILER_SIZE];
	struct extent trailer = seed_trailer(seed);
	int r = image_file_write(fd, seed->offset, zeros, SECTOR);

	if (r == 0)
		r = image_file_write(fd, trailer.offset, zeros, trailer.len);
	if (r == 0)
		r = image_file_sync(fd);
	if (r == 0)
		r = image_file_write(fd, seed->offset + SECTOR, bytes + SECTOR,
				     seed->len - trailer.len - SECTOR);
	if (r == 0)
		r = image_file_write(fd, trailer.offset, bytes + seed->len - trailer.len,
				     trailer.len);
	if (r == 0)
		r = image_file_sync(fd);
	if (r == 0)
		r = image_file_write(fd, seed->offset, bytes, SECTOR);
	return r == 0 ? image_file_sync(fd) : r;
}

static int replace_seed(const struct image *image, const uint8_t *bytes)
{
	cleanup_close int fd = image_file_reopen(image->fd);

	return fd < 0 ? fd : write_seed(fd, &image->seed->extent, bytes);
}

static int copy_with_seed(const struct image *image, const uint8_t *bytes, const char *path)
{
	struct image_copy copy;
	int r = image_copy_begin(&copy, image->fd, image->reader.size, path);

	if (r < 0)
		return r;
	r = image_file_write(copy.fd, image->seed->extent.offset, bytes, image->seed->extent.len);
	if (r == 0)
		return image_copy_end(&copy);
	image_copy_undo(&copy);
	return r;
}

/* ---- As a stream ---- */

/* Parse "A-B", "A-" or "-N" of HTTP (RFC 9110, 14.1.2) for so many bytes. Returns 0 or -EINVAL. */
static int parse_range(const char *value, uint64_t size, struct extent *ret)
{
	struct slice text = { (const uint8_t *)value, strlen(value) };
	struct slice first = slice_take_until(&text, '-');
	uint64_t from = 0, to = size - 1, n;

	if (!strchr(value, '-') || (first.len == 0 && text.len == 0))
		return -EINVAL;
	if (first.len == 0) {
		if (number_parse(text, 10, INT64_MAX, &n) < 0 || n == 0)
			return -EINVAL;
		from = n < size ? size - n : 0;
	} else if (number_parse(first, 10, INT64_MAX, &from) < 0 ||
		   (text.len > 0 && number_parse(text, 10, INT64_MAX, &to) < 0)) {
		return -EINVAL;
	}
	to = to < size ? to : size - 1;
	if (from > to)
		return -EINVAL;
	*ret = (struct extent){ from, to - from + 1 };
	return 0;
}

/* What a range has of an extent. */
static struct extent cut_extent(const struct extent *range, const struct extent *extent)
{
	uint64_t from = range->offset > extent->offset ? range->offset : extent->offset;
	uint64_t range_end = range->offset + range->len, end = extent->offset + extent->len;

	end = end < range_end ? end : range_end;
	return (struct extent){ from, end > from ? end - from : 0 };
}

static int stream_range(const struct image *image, const uint8_t *bytes, const struct extent *range)
{
	const struct extent *seed = &image->seed->extent;
	uint64_t end = seed->offset + seed->len;
	struct extent before = { 0, seed->offset }, after = { end, image->reader.size - end };
	struct extent part = cut_extent(range, &before);
	int r = stream_copy(STDOUT_FILENO, image->fd, part.offset, part.len);

	part = cut_extent(range, seed);
	if (r == 0 && part.len > 0)
		r = io_write(STDOUT_FILENO, bytes + (part.offset - seed->offset), part.len);
	part = cut_extent(range, &after);
	return r == 0 ? stream_copy(STDOUT_FILENO, image->fd, part.offset, part.len) : r;
}

/* ---- The command ---- */

static int tell_failure(const struct request *request, int r)
{
	if (r < 0)
		log_error("cannot write %s: %s",
			  request->streams  ? "to standard output"
			  : request->output ? request->output
					    : request->path,
			  strerror(-r));
	return r;
}

static int fill_seed(const struct request *request, const struct image *image)
{
	struct extent range = { 0, image->reader.size };
	cleanup_free uint8_t *bytes = NULL;
	int r = 0;

	if (request->range && parse_range(request->range, range.len, &range) < 0) {
		log_error("--range %s is not a range of the %" PRIu64 " bytes of the image",
			  request->range, image->reader.size);
		return -EINVAL;
	}
	r = make_seed(request, image, image->seed->extent.len, &bytes);
	if (r < 0)
		return r;
	if (request->streams)
		r = stream_range(image, bytes, &range);
	else if (request->output)
		r = copy_with_seed(image, bytes, request->output);
	else
		r = replace_seed(image, bytes);
	return tell_failure(request, r);
}

static int write_table(const struct image *image, const struct seed_table *table,
		       const uint8_t *bytes)
{
	cleanup_close int fd = image_file_reopen(image->fd);
	int r = fd < 0 ? fd : image_file_write(fd, table->seed.offset, bytes, table->seed.len);

	for (unsigned int i = 0; r == 0 && i < table->n_writes; i++)
		r = image_file_write(fd, table->writes[i].offset, table->writes[i].bytes,
				     table->writes[i].len);
	return r == 0 ? image_file_sync(fd) : r;
}

/* A table may be one that libblkid does not read, for a reason that seed_table.c does not know. */
static int check_added(const struct request *request, const struct extent *expected)
{
	cleanup_free struct image *image = calloc(1, sizeof(*image));
	int r = image ? open_image(image, request->path) : -ENOMEM;

	if (r == 0 && (!image->seed || image->seed->extent.offset != expected->offset)) {
		log_error("%s: its partition table is damaged: the new partition is not seen",
			  request->path);
		r = -EBADMSG;
	}
	if (image)
		cleanup_close_fd(&image->fd);
	return r;
}

static int add_seed(const struct request *request, const struct image *image)
{
	cleanup_free struct seed_table *table = malloc(sizeof(*table));
	cleanup_free uint8_t *bytes = NULL;
	const char *why = NULL;
	int r = table ? seed_table_make(table, &image->reader, request->added, &why) : -ENOMEM;

	if (r < 0) {
		log_error("%s: a partition for the seed cannot be added: %s", request->path,
			  why ? why : strerror(-r));
		return r;
	}
	r = make_seed(request, image, request->added, &bytes);
	if (r == 0)
		r = tell_failure(request, write_table(image, table, bytes));
	return r < 0 ? r : check_added(request, &table->seed);
}

static int serve_request(const struct request *request, const struct image *image)
{
	if (request->added > 0 && image->seed) {
		log_error("%s has a seed already", request->path);
		return -EEXIST;
	}
	if (request->added > 0)
		return add_seed(request, image);
	if (!image->seed) {
		log_error("%s has no partition for a seed; pmemboot-remaster --seed makes an image "
			  "with one",
			  request->path);
		return -ENOENT;
	}
	if (!request->prints_size)
		return fill_seed(request, image);
	line_write(stdout, "%" PRIu64 "\n", image->reader.size);
	return 0;
}

static int seed_command(int argc unused, char **argv)
{
	struct request request = { 0 };
	cleanup_free struct image *image = calloc(1, sizeof(*image));
	int status = take_arguments(&request, argv);

	if (status != STATUS_DONE)
		return status;
	if (!image) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	status = open_image(image, request.path) < 0 || serve_request(&request, image) < 0
			 ? STATUS_FAILED
			 : STATUS_DONE;
	cleanup_close_fd(&image->fd);
	return status;
}

const struct command command_seed = {
	.name = "seed",
	.arguments = "IMAGE [FOLDER]",
	.least = 1,
	.most = 2,
	.options = seed_options,
	.help = "Put one machine's configuration, a folder, into an image or into a stream of it",
	.run = seed_command,
};
