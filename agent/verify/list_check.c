// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/list_check.h"

#include "base/text.h"
#include "model/boot_image.h"
#include "model/iso_failure.h"
#include "model/list_name.h"
#include "model/locate.h"
#include "parse/boot_info.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "verify/digesting.h"
#include "verify/iso_file.h"

#include <errno.h>
#include <string.h>

/* A disc of 50 GB that holds only packages has some 60,000 files. */
enum { LISTED_MAX = 131072, SCATTERED_MAX = 4096 };

/*
 * At most so many times the size of the medium is read. A file may have several names, and sums of
 * several kinds. But a file of 4 GiB that is listed 30,000 times would be read for days.
 */
enum { LISTED_TIMES_MAX = 16 };

/* The list of blocks in GRUB's image begins with this sector, as a number of 64 bits. */
enum { GRUB_FIRST_SECTOR = 2 };

/* What the workers share. */
struct listing {
	const char *path; /* of the medium */
	enum digest_kind named;
	uint64_t *done;
	uint32_t *stop; /* one is wrong: the others need not be read */
};

struct listed {
	struct work work;
	const struct listing *listing;
	struct located file;
	bool may_be_patched;	     /* in the way of a boot image, after the list was made */
	enum boot_image_patch patch; /* the result, if it was */
};

/* All files in the list at a path. list and extents lie in memory that the workers share. */
struct listed_files {
	const struct check *check;
	const char *path;
	enum digest_kind named;	    /* by its name, see sums_next() */
	char folder[PLAN_PATH_MAX]; /* where the paths in the list begin, "" for the root */
	struct listed *list;
	struct extent *extents;
	unsigned int n, max_extents;
	uint64_t total; /* bytes */
};

/* Restore what GRUB's image has in place of its address, and compare again. */
static int digest_without_address(struct digesting *one)
{
	static const struct sum_patch patches[] = {
		{ BOOT_INFO_GRUB, 1, GRUB_FIRST_SECTOR },
		{ BOOT_INFO_GRUB + 1, BOOT_INFO_GRUB_SIZE - 1, 0 },
	};

	one->sum.n_patches = array_size(patches);
	memcpy(one->sum.patches, patches, sizeof(patches));
	one->sum.done = NULL;
	return digesting_do(one);
}

/* The sum is wrong. Is that because the maker of the ISO patched a boot image? */
static int excuse_patch(struct listed *mine, struct digesting *one)
{
	static uint8_t buf[BOOT_IMAGE_BUFFER];
	enum boot_image_patch patch;
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(mine->listing->path, &fd, &reader);

	if (r == 0)
		r = boot_image_find_patch(&reader, mine->file.extents, mine->file.size, buf,
					  &patch);
	if (r == 0 && patch == BOOT_IMAGE_PLAIN)
		r = -EBADMSG;
	if (r == 0 && patch == BOOT_IMAGE_GRUB)
		r = digest_without_address(one);
	if (r == 0)
		mine->patch = patch;
	return r;
}

/* A list that names no algorithm may be of BLAKE2b, whose sums look like others. */
static int digest_by_blake2b(const struct digesting *one)
{
	struct digesting other = *one;

	other.sum.kind = digest_of_size(DIGEST_BLAKE2B_512, digest_size(one->sum.kind));
	other.sum.done = NULL;
	return digesting_do(&other);
}

static int digest_listed(struct work *work)
{
	struct listed *mine = (struct listed *)work;
	struct digesting one = { .path = mine->listing->path };
	int r;

	if (__atomic_load_n(mine->listing->stop, __ATOMIC_RELAXED))
		return -ECANCELED;
	one.sum.kind = mine->file.line.kind;
	one.sum.len = mine->file.size;
	one.sum.extents = mine->file.extents;
	one.sum.n_extents = mine->file.n_extents;
	one.sum.done = mine->listing->done;
	memcpy(one.expected, mine->file.line.digest, sizeof(one.expected));
	r = digesting_do(&one);
	if (r == -EBADMSG && mine->listing->named == DIGEST_UNKNOWN)
		r = digest_by_blake2b(&one);
	if (r == -EBADMSG && mine->may_be_patched)
		r = excuse_patch(mine, &one);
	if (r < 0)
		__atomic_store_n(mine->listing->stop, 1, __ATOMIC_RELAXED);
	return r;
}

static int refuse_listed(const struct listed_files *files, unsigned int index, int error,
			 struct failure *why)
{
	char name[PLAN_PATH_MAX], path[2 * PLAN_PATH_MAX];

	if (sums_path(&files->list[index].file.line, name, sizeof(name)) < 0)
		text_copy_cut(name, sizeof(name), "a file with a long name");
	text_print_cut(path, sizeof(path), "%s%s%s", files->folder, *files->folder ? "/" : "",
		       name);
	switch (error) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "%s is damaged: it does not match its sum in %s", path,
				   files->path);
	case -ENOENT:
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG, "%s is missing, but %s lists it",
				   path, files->path);
	default:
		return failure_set(why, FAILURE_READ, error, "cannot read %s to check it: %s", path,
				   strerror(-error));
	}
}

/* ---- Patched boot images ---- */

/* Does a signature of the list belong to the image? Then nothing is excused. */
static bool is_signed(const struct plan *plan, const char *list)
{
	for (unsigned int i = 0; i < plan->checks.count; i++)
		if (plan->checks.list[i].kind == PLAN_CHECK_SUMS_SIGNATURE &&
		    text_begins(plan->checks.list[i].path, list))
			return true;
	return false;
}

static bool is_layer(const struct plan *plan, const struct located *file)
{
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		const struct plan_layer *layer = &plan->layers[i];

		if (layer->n_extents > 0 &&
		    file->extents[0].offset == layer->extents[0].offset - layer->offset)
			return true;
	}
	return false;
}

static void allow_patches(const struct listed_files *files)
{
	const struct plan *plan = files->check->image.plan;
	bool allowed = !is_signed(plan, files->path);

	for (unsigned int i = 0; i < files->n; i++) {
		struct listed *one = &files->list[i];

		one->may_be_patched = allowed && one->file.n_extents == 1 &&
				      !is_layer(plan, &one->file);
	}
}

/* Note which file was excused, or how many. */
static void note_patches(const struct listed_files *files, unsigned int result)
{
	char comment[COVERAGE_COMMENT_MAX], path[PLAN_PATH_MAX];
	const struct listed *first = NULL;
	unsigned int n = 0;

	for (unsigned int i = 0; i < files->n; i++)
		if (files->list[i].patch != BOOT_IMAGE_PLAIN && n++ == 0)
			first = &files->list[i];
	if (!first || sums_path(&first->file.line, path, sizeof(path)) < 0)
		return;
	text_print_cut(comment, sizeof(comment), "except for %s in %s%s",
		       first->patch == BOOT_IMAGE_TABLE ? "the boot information table"
							: "GRUB's address",
		       path, n > 1 ? " and others" : "");
	coverage_set_comment(files->check->coverage, result, comment);
}

/* ---- Where the files are ---- */

static unsigned int count_missing(const struct listed_files *files)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < files->n; i++)
		n += files->list[i].file.result < 0;
	return n;
}

static int find_below(const struct listed_files *files, struct iso9660 *iso, struct located **order)
{
	struct locate locate = { files->folder, files->extents, 0, files->max_extents };

	for (unsigned int i = 0; i < files->n; i++)
		order[i] = &files->list[i].file;
	return locate_files(iso, order, files->n, &locate);
}

/* The paths in a list that is in a folder may begin there or in the root: where more are found. */
static int find_below_root(struct listed_files *files, struct iso9660 *iso, struct located **order)
{
	unsigned int missing = count_missing(files);
	char folder[PLAN_PATH_MAX];
	int r;

	memcpy(folder, files->folder, sizeof(folder));
	*files->folder = '\0';
	r = find_below(files, iso, order);
	if (r < 0 || count_missing(files) < missing)
		return r;
	memcpy(files->folder, folder, sizeof(folder));
	return find_below(files, iso, order);
}

static int find_files(struct listed_files *files, struct failure *why)
{
	cleanup_free struct located **order = calloc(files->n, sizeof(struct located *));
	cleanup_close int fd = -1;
	struct reader reader;
	struct iso9660 iso;
	int r = order ? block_open(files->check->image.path, &fd, &reader) : -ENOMEM;

	if (r == 0)
		r = iso9660_open(&iso, &reader);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot read the ISO: %s", strerror(-r));
	r = find_below(files, &iso, order);
	if (r == 0 && *files->folder && count_missing(files) > 0)
		r = find_below_root(files, &iso, order);
	if (r == -ENOSPC)
		return failure_set(
			why, FAILURE_DAMAGED, r,
			"the files that %s lists have over %u extents beyond the first of each",
			files->path, SCATTERED_MAX);
	return r < 0 ? iso_failure(&iso, r, files->path, why) : 0;
}

/* Parse the list, find its files, and add up the bytes that will be read. */
static int prepare_files(struct listed_files *files, struct slice text, struct failure *why)
{
	int r;

	for (unsigned int i = 0; i < files->n; i++)
		if (sums_next(&text, files->named, &files->list[i].file.line) != 1)
			return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
					   "%s: line %u is not the sum of a file", files->path,
					   i + 1);
	r = find_files(files, why);
	if (r < 0)
		return r;
	for (unsigned int i = 0; i < files->n; i++) {
		files->total += files->list[i].file.size;
		r = files->list[i].file.result;
		if (r < 0)
			return refuse_listed(files, i, r, why);
	}
	if (files->total / LISTED_TIMES_MAX > files->check->image.plan->volume_size)
		return failure_set(why, FAILURE_DAMAGED, -E2BIG,
				   "the files that %s lists add up to over %d times the size of "
				   "the volume",
				   files->path, LISTED_TIMES_MAX);
	allow_patches(files);
	return 0;
}

/* ---- Reading them ---- */

static int run_workers(const struct listed_files *files, struct failure *why)
{
	uint64_t *shared = workers_alloc(2 * sizeof(*shared));
	struct listing listing = { files->check->image.path, files->named, shared,
				   (uint32_t *)(shared + 1) };
	struct progress progress = { "the medium", files->total, shared, files->check->may_skip };
	int r;

	for (unsigned int i = 0; i < files->n; i++) {
		files->list[i].work.run = digest_listed;
		files->list[i].listing = &listing;
	}
	r = digesting_run_work(files->list, files->n, sizeof(*files->list), &progress, why);
	workers_free(shared, 2 * sizeof(*shared));
	return r;
}

/* Refuse the first file that is wrong. */
static int conclude_files(const struct listed_files *files, struct failure *why)
{
	unsigned int undone = files->n;

	for (unsigned int i = 0; i < files->n; i++) {
		int r = files->list[i].work.result;

		/* This file was not read because another one is wrong, which is reported. */
		if (r < 0 && r != -ECANCELED)
			return refuse_listed(files, i, r, why);
		if (r < 0 && undone == files->n)
			undone = i;
	}
	return undone < files->n ? refuse_listed(files, undone, -EIO, why) : 0;
}

static int digest_files(const struct listed_files *files, unsigned int result, struct failure *why)
{
	struct coverage *coverage = files->check->coverage;
	uint64_t begun = clock_now();
	int r = run_workers(files, why);

	coverage_set_cost(coverage, result, files->total, clock_now() - begun);
	if (r == -ECANCELED) {
		coverage_conclude(coverage, result, COVERAGE_SKIPPED);
		coverage_add_media(coverage, COVERAGE_MEDIA_SKIPPED);
		return 0;
	}
	if (r == 0)
		r = conclude_files(files, why);
	if (r == 0)
		note_patches(files, result);
	if (r == 0)
		coverage_conclude(coverage, result, COVERAGE_PASSED);
	return r;
}

static int check_files(struct listed_files *files, struct slice text, unsigned int result,
		       struct failure *why)
{
	size_t size = files->n * sizeof(*files->list);
	size_t extents = files->max_extents * sizeof(struct extent);
	int r;

	files->list = workers_alloc(size);
	files->extents = workers_alloc(extents);
	r = files->list && files->extents
		    ? prepare_files(files, text, why)
		    : failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	if (r == 0)
		r = digest_files(files, result, why);
	workers_free(files->list, size);
	workers_free(files->extents, extents);
	return r;
}

/* ---- The list ---- */

static unsigned int count_lines(struct slice text, enum digest_kind named)
{
	struct sums_line line;
	unsigned int n = 0;

	while (n <= LISTED_MAX && sums_next(&text, named, &line) != 0)
		n++;
	return n;
}

static bool lists_path(const struct listed_files *files, struct slice text, const char *path)
{
	size_t len = strlen(files->folder);
	struct sums_line line;

	if (len > 0 && (!text_begins(path, files->folder) || path[len] != '/'))
		return false;
	while (sums_next(&text, files->named, &line) == 1)
		if (sums_names(&line, path + len + (len > 0)))
			return true;
	return false;
}

/* Does the list have a sum of each layer? */
static bool lists_layers(const struct listed_files *files, struct slice text)
{
	const struct check *check = files->check;
	const struct plan *plan = check->image.plan;

	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (!lists_path(files, text, plan->layers[i].path)) {
			coverage_media_missing(check->coverage, "%s has no sum of %s", files->path,
					       plan->layers[i].path);
			return false;
		}
	return true;
}

int list_check(const struct check *check, const char *path, struct failure *why)
{
	unsigned int n, result = coverage_start(check->coverage, path);
	struct listed_files files = { .check = check, .path = path, .named = list_name_kind(path) };
	cleanup_free uint8_t *bytes = NULL;
	struct slice text;
	int r = iso_file_read(check->image.path, path, ISO_FILE_LIST_MAX, &bytes);

	if (r < 0)
		return iso_file_refuse(path, r, why);
	text = (struct slice){ bytes, (size_t)r };
	sums_skip_heading(&text);
	n = count_lines(text, files.named);
	if (n == 0)
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG, "%s has no sums", path);
	if (n > LISTED_MAX)
		return failure_set(why, FAILURE_DAMAGED, -E2BIG,
				   "%s has more than %d sums, which is the limit", path,
				   LISTED_MAX);
	text_copy_cut(files.folder, sizeof(files.folder), path);
	text_cut_name(files.folder);
	files.n = n;
	files.max_extents = n + SCATTERED_MAX;
	r = check_files(&files, text, result, why);
	if (r == 0 && check->coverage->results[result].outcome == COVERAGE_PASSED &&
	    lists_layers(&files, text))
		coverage_add_media(check->coverage, COVERAGE_MEDIA_PASSED);
	return r;
}
