// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/list_check.h"

#include "base/text.h"
#include "boot/digesting.h"
#include "boot/iso_file.h"
#include "boot/progress.h"
#include "parse/iso9660.h"
#include "parse/sums.h"
#include "sys/block.h"
#include "sys/clock.h"

#include <errno.h>
#include <string.h>

enum { LISTED_MAX = 32768, PREPARE_MAX = 60000000 }; /* the latter in microseconds */

struct listing {
	const char *path; /* of the medium */
	uint64_t *done;
	uint32_t *stop; /* one is bad: the others needn't be read */
};

struct listed {
	struct work work;
	const struct listing *listing;
	struct sums_line line;
};

static int find_listed(struct iso9660 *iso, const struct sums_line *line, struct iso9660_entry *ret)
{
	char path[ISO9660_PATH_MAX];
	int r = sums_path(line, path, sizeof(path));

	if (r == 0)
		r = iso9660_lookup(iso, path, ret);
	if (r == 0 && (ret->type != ISO9660_FILE || ret->zisofs))
		r = -EOPNOTSUPP;
	return r;
}

static int run_listed(struct work *work)
{
	struct listed *mine = (struct listed *)work;
	struct digesting one = { .path = mine->listing->path };
	struct iso9660_entry file;
	cleanup_close int fd = -1;
	struct iso9660 iso;
	struct reader reader;
	int r;

	if (__atomic_load_n(mine->listing->stop, __ATOMIC_RELAXED))
		return -ECANCELED;
	r = block_open(mine->listing->path, &fd, &reader);
	if (r == 0)
		r = iso9660_open(&iso, &reader);
	if (r == 0)
		r = find_listed(&iso, &mine->line, &file);
	if (r == 0) {
		one.sum.kind = (enum digest_kind)digest_of_size(mine->line.digest_len);
		one.sum.len = file.size;
		one.sum.extents = file.extents;
		one.sum.n_extents = file.n_extents;
		one.sum.done = mine->listing->done;
		memcpy(one.expected, mine->line.digest, sizeof(one.expected));
		r = digesting_do(&one);
	}
	if (r < 0)
		__atomic_store_n(mine->listing->stop, 1, __ATOMIC_RELAXED);
	return r;
}

static int fail_listed(const struct listed *listed, int error, const char *list,
		       struct failure *why)
{
	char path[PLAN_PATH_MAX];

	if (sums_path(&listed->line, path, sizeof(path)) < 0)
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

/* Take the list apart, and see that all is there: how many bytes will be read. */
static int prepare_listed(struct listed *list, unsigned int n, struct slice text,
			  const struct medium *medium, const char *path, uint64_t *total,
			  struct failure *why)
{
	uint64_t end = clock_now() + PREPARE_MAX;
	cleanup_close int fd = -1;
	struct reader reader;
	struct iso9660 iso;
	int r = block_open(medium->path, &fd, &reader);

	if (r == 0)
		r = iso9660_open(&iso, &reader);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot be read: %s", strerror(-r));
	for (unsigned int i = 0; i < n; i++) {
		struct iso9660_entry file;

		/* A folder is read from its start for each file in it. */
		if (clock_now() > end)
			return failure_set(why, FAILURE_DAMAGED, -E2BIG,
					   "%s names more files than can be looked up in a minute",
					   path);
		if (sums_next(&text, &list[i].line) != 1)
			return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
					   "%s: its line %u is no sum of a file", path, i + 1);
		r = find_listed(&iso, &list[i].line, &file);
		if (r < 0)
			return fail_listed(&list[i], r, path, why);
		*total += file.size;
	}
	return 0;
}

static unsigned int count_lines(struct slice text)
{
	struct sums_line line;
	unsigned int n = 0;

	while (n <= LISTED_MAX && sums_next(&text, &line) != 0)
		n++;
	return n;
}

static int run_list(struct verify *verify, const struct medium *medium, struct listed *list,
		    unsigned int n, uint64_t total, struct verify_result *result,
		    struct failure *why)
{
	uint64_t *shared = workers_alloc(2 * sizeof(*shared)), begun = clock_now();
	struct listing listing = { medium->path, shared, (uint32_t *)(shared + 1) };
	struct progress progress = { "the medium", total, shared, verify->may_skip };
	int r = shared ? 0 : -ENOMEM;

	for (unsigned int i = 0; i < n; i++) {
		list[i].work.run = run_listed;
		list[i].listing = &listing;
	}
	if (r == 0)
		r = workers_run(list, n, sizeof(*list), progress_watch, &progress);
	workers_free(shared, 2 * sizeof(*shared));
	result->bytes = total;
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

int list_check(struct verify *verify, const struct medium *medium, const char *path,
	       struct failure *why)
{
	struct verify_result *result = verify_add(verify, path, VERIFY_FAILED);
	cleanup_free uint8_t *bytes = NULL;
	struct listed *list = NULL;
	struct slice text = { NULL, 0 };
	uint64_t total = 0;
	unsigned int n = 0;
	int r = iso_file_read(medium->path, path, ISO_FILE_LIST_MAX, &bytes);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s cannot be read: %s", path,
				   strerror(-r));
	text = (struct slice){ bytes, (size_t)r };
	n = count_lines(text);
	if (n == 0 || n > LISTED_MAX)
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG, "%s has %s", path,
				   n == 0 ? "no sums" : "more sums than a medium has files");
	list = workers_alloc(n * sizeof(*list));
	r = list ? prepare_listed(list, n, text, medium, path, &total, why)
		 : failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	if (r == 0)
		r = run_list(verify, medium, list, n, total, result, why);
	workers_free(list, n * sizeof(*list));
	if (r == -ECANCELED)
		result->outcome = VERIFY_SKIPPED;
	if (r < 0)
		return r == -ECANCELED ? 0 : r;
	result->outcome = VERIFY_PASSED;
	return lists_layers(verify, &medium->plan, text, path);
}
