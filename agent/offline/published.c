// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/published.h"

#include "base/text.h"
#include "model/list_name.h"
#include "parse/sums.h"
#include "sys/block.h"
#include "sys/tree.h"
#include "verify/digesting.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { LIST_MAX = 16 << 20, LIST_NAME_MAX = 256 };

struct search {
	const struct tree *folder;
	const char *image; /* its name in the folder */
	char list[LIST_NAME_MAX];
	enum digest_kind kind; /* of the strongest sum so far */
	uint8_t digest[DIGEST_SIZE_MAX];
};

/* Look for the image in one list. What cannot be read is not a list. */
static int search_list(void *context, const char *name)
{
	struct search *search = context;
	enum digest_kind named;
	cleanup_free uint8_t *bytes = NULL;
	struct sums_line line;
	struct slice text;
	int r = 0;

	if (list_name_parse(name, &named) || list_name_is_of(name, search->image, &named))
		r = tree_read_all(search->folder, name, LIST_MAX, &bytes);
	if (r <= 0)
		return 0;
	text = (struct slice){ bytes, (size_t)r };
	while ((r = sums_next(&text, named, &line)) != 0) {
		if (r < 0 || line.kind <= search->kind || !sums_names(&line, search->image))
			continue;
		search->kind = line.kind;
		memcpy(search->digest, line.digest, sizeof(search->digest));
		text_copy_cut(search->list, sizeof(search->list), name);
	}
	return 0;
}

/* Find the strongest sum of the file at a path. Without one, ret->kind is DIGEST_UNKNOWN. */
static void find_sum(const char *path, struct search *ret)
{
	cleanup_tree struct tree folder = TREE_NONE;
	const char *slash = strrchr(path, '/');
	char above[PATH_MAX] = ".";

	*ret = (struct search){ .folder = &folder, .image = slash ? slash + 1 : path };
	if (slash)
		text_print_cut(above, sizeof(above), "%.*s/", (int)(slash - path), path);
	if (tree_open(&folder, above) < 0 || tree_each(&folder, ".", search_list, ret) < 0)
		ret->kind = DIGEST_UNKNOWN;
	ret->folder = NULL;
}

static int conclude(const struct check *check, unsigned int result, const struct digesting *one,
		    const struct search *sum, struct failure *why)
{
	coverage_set_cost(check->coverage, result, one->sum.len, one->microseconds);
	if (one->work.result == -EBADMSG)
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "it does not match its sum in %s, next to it", sum->list);
	if (one->work.result < 0)
		return failure_set(why, FAILURE_READ, one->work.result, "it cannot be read: %s",
				   strerror(-one->work.result));
	coverage_conclude(check->coverage, result, COVERAGE_PASSED);
	return 0;
}

/* Digest the whole file in a worker, and compare. */
static int compare_file(const struct check *check, const struct verify_image *image,
			const struct search *sum, uint64_t size, struct failure *why)
{
	struct digesting *one = workers_alloc(sizeof(*one));
	struct extent whole = { 0, size };
	char what[PLAN_PATH_MAX];
	unsigned int result;
	int r;

	if (!one)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	text_print_cut(what, sizeof(what), "%s next to the image", sum->list);
	result = coverage_start(check->coverage, what);
	one->path = image->path;
	one->sum.kind = sum->kind;
	one->sum.extents = &whole;
	one->sum.n_extents = 1;
	one->sum.len = size;
	memcpy(one->expected, sum->digest, sizeof(one->expected));
	r = digesting_run(one, 1, "the file", false, why);
	if (r == 0)
		r = conclude(check, result, one, sum, why);
	workers_free(one, sizeof(*one));
	return r;
}

int published_check(const struct check *check, const struct verify_image *image, const char *path,
		    struct failure *why)
{
	cleanup_close int fd = -1;
	struct reader reader;
	struct search sum;
	int r;

	if (text_begins(path, "/dev/"))
		return 0;
	find_sum(path, &sum);
	if (sum.kind == DIGEST_UNKNOWN)
		return 0;
	r = block_open(image->path, &fd, &reader);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "it cannot be read: %s", block_why(r));
	return compare_file(check, image, &sum, reader.size, why);
}
