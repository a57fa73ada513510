// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/list_check.h"

#include "base/text.h"
#include "log/progress.h"
#include "model/iso_failure.h"
#include "model/locate.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "verify/digesting.h"
#include "verify/iso_file.h"

#include <errno.h>
#include <string.h>

/* A disc of 50 GB with nothing but packages has some 60,000 files. */
enum { LISTED_MAX = 131072, SCATTERED_MAX = 4096 };

/*
 * So many times its own bytes a medium may have read: a file can have several names and sums of
 * several kinds, but one of 4 GiB that is named 30,000 times would be read for days.
 */
enum { LISTED_TIMES_MAX = 16 };

struct listing {
	const char *path; /* of the medium */
	uint64_t *done;
	uint32_t *stop; /* one is bad: the others needn't be read */
};

struct listed {
	struct work work;
	const struct listing *listing;
	struct located file;
};

/* All that is listed; what the workers read is in memory that they share. */
struct listed_files {
	struct listed *list;
	struct extent *extents;
	unsigned int n, max_extents;
	uint64_t total; /* bytes */
};

static int run_listed(struct work *work)
{
	struct listed *mine = (struct listed *)work;
	struct digesting one = { .path = mine->listing->path };
	int r;

	if (__atomic_load_n(mine->listing->stop, __ATOMIC_RELAXED))
		return -ECANCELED;
	one.sum.kind = (enum digest_kind)digest_of_size(mine->file.line.digest_len);
	one.sum.len = mine->file.size;
	one.sum.extents = mine->file.extents;
	one.sum.n_extents = mine->file.n_extents;
	one.sum.done = mine->listing->done;
	memcpy(one.expected, mine->file.line.digest, sizeof(one.expected));
	r = digesting_do(&one);
	if (r < 0)
		__atomic_store_n(mine->listing->stop, 1, __ATOMIC_RELAXED);
	return r;
}

static int fail_listed(const struct listed *listed, int error, const char *list,
		       struct failure *why)
{
	char path[PLAN_PATH_MAX];

	if (sums_path(&listed->file.line, path, sizeof(path)) < 0)
		text_copy_cut(path, sizeof(path), "a file with a long name");
	switch (error) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "%s is damaged: its sum is not the one in %s", path, list);
	case -ENOENT:
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG, "%s is missing: %s has its sum",
				   path, list);
	default:
		return failure_set(why, FAILURE_READ, error, "%s cannot be read for its check: %s",
				   path, strerror(-error));
	}
}

static int find_all(struct listed_files *files, const struct medium *medium, const char *path,
		    struct failure *why)
{
	cleanup_free struct located **order = calloc(files->n, sizeof(struct located *));
	struct locate_pool pool = { files->extents, 0, files->max_extents };
	cleanup_close int fd = -1;
	struct reader reader;
	struct iso9660 iso;
	int r = order ? block_open(medium->path, &fd, &reader) : -ENOMEM;

	if (r == 0)
		r = iso9660_open(&iso, &reader);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot be read: %s", strerror(-r));
	for (unsigned int i = 0; i < files->n; i++)
		order[i] = &files->list[i].file;
	r = locate_files(&iso, order, files->n, &pool);
	if (r == -ENOSPC)
		return failure_set(
			why, FAILURE_DAMAGED, r,
			"the files that %s names lie in over %u pieces more than they are", path,
			SCATTERED_MAX);
	return r < 0 ? iso_failure(&iso, r, path, why) : 0;
}

/* Take the list apart, and see that all is there: how many bytes will be read. */
static int prepare_listed(struct listed_files *files, struct slice text,
			  const struct medium *medium, const char *path, struct failure *why)
{
	int r;

	for (unsigned int i = 0; i < files->n; i++)
		if (sums_next(&text, &files->list[i].file.line) != 1)
			return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
					   "%s: its line %u is no sum of a file", path, i + 1);
	r = find_all(files, medium, path, why);
	for (unsigned int i = 0; r == 0 && i < files->n; i++) {
		files->total += files->list[i].file.size;
		r = files->list[i].file.result;
		if (r < 0)
			return fail_listed(&files->list[i], r, path, why);
	}
	if (r == 0 && files->total / LISTED_TIMES_MAX > medium->plan.volume_size)
		return failure_set(why, FAILURE_DAMAGED, -E2BIG,
				   "the files that %s names have over %d times the bytes of the "
				   "medium",
				   path, LISTED_TIMES_MAX);
	return r;
}

static unsigned int count_lines(struct slice text)
{
	struct sums_line line;
	unsigned int n = 0;

	while (n <= LISTED_MAX && sums_next(&text, &line) != 0)
		n++;
	return n;
}

static int run_list(struct verify *verify, const struct medium *medium,
		    const struct listed_files *files, struct verify_result *result,
		    struct failure *why)
{
	struct listed *list = files->list;
	unsigned int n = files->n;
	uint64_t *shared = workers_alloc(2 * sizeof(*shared)), begun = clock_now();
	struct listing listing = { medium->path, shared, (uint32_t *)(shared + 1) };
	struct progress progress = { "the medium", files->total, shared, verify->may_skip };
	int r = shared ? 0 : -ENOMEM;

	for (unsigned int i = 0; i < n; i++) {
		list[i].work.run = run_listed;
		list[i].listing = &listing;
	}
	if (r == 0)
		r = workers_run(list, n, sizeof(*list), progress_watch, &progress);
	workers_free(shared, 2 * sizeof(*shared));
	result->bytes = files->total;
	result->microseconds = clock_now() - begun;
	if (r < 0 && r != -ECANCELED)
		(void)failure_set(why, FAILURE_SYSTEM, r, "cannot start a check: %s", strerror(-r));
	/* What was left out because of another tells nothing. */
	for (unsigned int i = 0; r == 0 && i < n; i++)
		if (list[i].work.result < 0 && list[i].work.result != -ECANCELED)
			r = fail_listed(&list[i], list[i].work.result, result->what, why);
	for (unsigned int i = 0; r == 0 && i < n; i++)
		if (list[i].work.result < 0)
			r = fail_listed(&list[i], -EIO, result->what, why);
	return r;
}

/* Does it say something of every layer? */
static bool lists_layers(struct verify *verify, const struct plan *plan, struct slice all,
			 const char *path)
{
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		struct slice text = all;
		struct sums_line line;
		bool found = false;

		while (!found && sums_next(&text, &line) == 1)
			found = sums_names(&line, plan->layers[i].path);
		if (!found) {
			verify_lack(verify, "%s has no sum of %s", path, plan->layers[i].path);
			return false;
		}
	}
	return true;
}

static int check_all(struct verify *verify, const struct medium *medium, struct slice text,
		     unsigned int n, struct verify_result *result, struct failure *why)
{
	struct listed_files files = { .n = n, .max_extents = n + SCATTERED_MAX };
	size_t size = n * sizeof(*files.list), extents = files.max_extents * sizeof(struct extent);
	int r = 0;

	files.list = workers_alloc(size);
	files.extents = workers_alloc(extents);
	if (!files.list || !files.extents)
		r = failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	if (r == 0)
		r = prepare_listed(&files, text, medium, result->what, why);
	if (r == 0)
		r = run_list(verify, medium, &files, result, why);
	workers_free(files.list, size);
	workers_free(files.extents, extents);
	return r;
}

int list_check(struct verify *verify, const struct medium *medium, const char *path,
	       struct failure *why)
{
	struct verify_result *result = verify_add(verify, path, VERIFY_FAILED);
	cleanup_free uint8_t *bytes = NULL;
	struct slice text = { NULL, 0 };
	unsigned int n = 0;
	int r = iso_file_read(medium->path, path, ISO_FILE_LIST_MAX, &bytes);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s cannot be read: %s", path,
				   strerror(-r));
	text = (struct slice){ bytes, (size_t)r };
	n = count_lines(text);
	if (n == 0)
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG, "%s has no sums", path);
	if (n > LISTED_MAX)
		return failure_set(why, FAILURE_DAMAGED, -E2BIG,
				   "%s has more than %d sums: more than a medium has files", path,
				   LISTED_MAX);
	r = check_all(verify, medium, text, n, result, why);
	if (r == -ECANCELED)
		result->outcome = VERIFY_SKIPPED;
	if (r < 0)
		return r == -ECANCELED ? 0 : r;
	result->outcome = VERIFY_PASSED;
	return lists_layers(verify, &medium->plan, text, path);
}
