// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/seed_image.h"

#include "base/text.h"
#include "log/log.h"
#include "offline/seed_files.h"
#include "parse/iso9660.h"
#include "parse/signify.h"
#include "sys/filter.h"
#include "sys/io.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

const struct partition *seed_image_find(const struct reader *reader,
					const struct partitions *partitions)
{
	struct extent inside = { 0, reader->size };
	struct iso9660 iso;

	if (iso9660_open(&iso, reader) == 0 && iso.volume_size <= reader->size) {
		inside.offset = iso.volume_size;
		inside.len = reader->size - iso.volume_size;
	}
	return seed_find(partitions, inside);
}

/* ---- The signature ---- */

static void feed_content(void *context, int fd)
{
	const struct slice *content = context;

	if (io_write(fd, content->data, content->len) < 0)
		_exit(1);
}

/* minisign before 0.10 does not hash the file first, unless it is told to. */
static bool is_good_signature(struct slice text)
{
	struct signify_signature signature;

	return signify_parse_signature(text, &signature) == 0 && signature.prehashed &&
	       signature.trusted_comment.data;
}

/* What minisign says comes from its terminal; of what it writes, only a whole signature counts. */
static int sign_content(const struct seed_image_request *request, struct slice content,
			uint8_t *trailer)
{
	char *const arguments[] = { (char *)"minisign",
				    (char *)"-SH",
				    (char *)"-s",
				    (char *)(uintptr_t)request->key,
				    (char *)"-m",
				    (char *)"/proc/self/fd/0",
				    (char *)"-x",
				    (char *)"/proc/self/fd/1",
				    (char *)"-t",
				    (char *)(uintptr_t)request->comment,
				    NULL };
	struct filter filter;
	int len, r = filter_begin(&filter, arguments, feed_content, &content);

	if (r < 0) {
		log_error(r == -ENOENT ? "a seed is signed by minisign; install it"
				       : "minisign cannot be started: %s",
			  strerror(-r));
		return r;
	}
	/* The last byte is zero, so that a trailer is never full. */
	len = io_read(filter.fd, trailer, SEED_TRAILER_SIZE - 1);
	filter_end(&filter);
	if (len < 0 || !is_good_signature((struct slice){ trailer, (size_t)len })) {
		log_error("minisign cannot sign the seed with %s; it must be a secret key of "
			  "minisign, without a passphrase",
			  request->key);
		return len < 0 ? len : -EACCES;
	}
	return 0;
}

/* ---- The file system ---- */

static int tell_problem(const struct seed_files *files, const struct seed_image_request *request,
			uint64_t size, const struct fat_image_problem *problem, int r)
{
	const char *path = r == -ENOSPC ? "" : files->paths[problem->node];

	if (r == -ENOSPC)
		log_error("%s does not fit into the seed: it takes %" PRIu64
			  " bytes, and the seed has %" PRIu64,
			  request->directory, problem->needed + SEED_TRAILER_SIZE, size);
	else if (r == -EEXIST)
		log_error("%s/%s has the name of another file, except for the case of its letters, "
			  "which a FAT file system ignores",
			  request->directory, path);
	else
		log_error("%s/%s has a name that no file in a FAT file system can have",
			  request->directory, path);
	return r;
}

static int write_files(const struct seed_image_request *request, uint64_t size, uint8_t *bytes)
{
	cleanup_free struct seed_files *files = calloc(1, sizeof(*files));
	struct fat_image_problem problem = { 0 };
	int r = files ? seed_files_read(files, request->directory) : -ENOMEM;

	if (!files)
		return r;
	if (r == 0) {
		r = fat_image_write(bytes, size - SEED_TRAILER_SIZE, request->label, &files->tree,
				    &problem);
		if (r < 0)
			r = tell_problem(files, request, size, &problem, r);
	}
	seed_files_free(files);
	return r;
}

int seed_image_make(const struct seed_image_request *request, uint64_t size, uint8_t **ret)
{
	cleanup_free uint8_t *bytes = calloc(1, size);
	size_t content = size - SEED_TRAILER_SIZE;
	int r;

	if (!bytes) {
		log_error("out of memory");
		return -ENOMEM;
	}
	r = write_files(request, size, bytes);
	if (r == 0 && request->key)
		r = sign_content(request, (struct slice){ bytes, content }, bytes + content);
	if (r < 0)
		return r;
	*ret = bytes;
	bytes = NULL;
	return 0;
}
