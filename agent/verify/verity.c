// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verity.h"

#include "base/text.h"
#include "log/progress.h"
#include "model/checks.h"
#include "model/verity_tree.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "sys/workers.h"
#include "verify/iso_file.h"
#include "verify/signatures.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#define SUFFIX ".verity"

/* ---- The root hash ---- */

static int fail(const char *path, const char *what, struct failure *why)
{
	return failure_set(why, FAILURE_VERITY, -EBADMSG, "%s: %s", path, what);
}

/* The file IMAGE.roothash, and whether it can be trusted. As verity_prepare(). */
static int read_root_file(struct verify *verify, const struct medium *medium, unsigned int layer,
			  struct verity_setup *ret, struct failure *why)
{
	const struct plan_check *check = checks_get(&medium->plan, PLAN_CHECK_VERITY, layer);
	cleanup_free uint8_t *bytes = NULL;
	char path[PLAN_PATH_MAX];
	struct slice text;
	int r;

	if (check && !text_ends(check->path, SUFFIX)) { /* a partition */
		verify_lack(verify, "only pmemboot.roothash= can give the root hash of %s",
			    medium->plan.layers[layer].path);
		return 0;
	}
	if (!check || text_print(path, sizeof(path), "%.*s.roothash",
				 (int)(strlen(check->path) - strlen(SUFFIX)), check->path) < 0)
		return 0;
	r = iso_file_read(medium->path, path, ISO_FILE_SMALL_MAX, &bytes);
	if (r == -ENOENT || r == -ENOTDIR) {
		verify_lack(verify, "there is no root hash of %s: no %s, no pmemboot.roothash=",
			    medium->plan.layers[layer].path, path);
		return 0;
	}
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s cannot be read: %s", path,
				   strerror(-r));
	text = (struct slice){ bytes, (size_t)r };
	r = verity_parse_root_hash(text, ret->root);
	if (r < 0)
		return fail(path, "it is no root hash", why);
	ret->root_size = (unsigned int)r;
	verify->listed[layer] = signatures_list_has(verify, path, text);
	if (verify->volume_signed || verify->listed[layer]) {
		ret->trusted = true;
		return 1;
	}
	r = verify->keys.count > 0 ? signatures_check_file(verify, medium, path, text, why) : 0;
	ret->trusted = r == 1;
	if (r == 0)
		verify_lack(verify, "%s is not signed", path);
	return r < 0 ? r : 1;
}

static int find_root(struct verify *verify, const struct medium *medium, unsigned int layer,
		     struct verity_setup *ret, struct failure *why)
{
	const struct config *config = verify->config;
	const char *text = config->n_roothashes > layer ? config->roothashes[layer] : NULL;

	if (!text)
		return read_root_file(verify, medium, layer, ret, why);
	/* config_set_roothash() has parsed it once. */
	ret->root_size = (unsigned int)verity_parse_root_hash(
		(struct slice){ (const uint8_t *)text, strlen(text) }, ret->root);
	ret->trusted = true;
	return 1;
}

/* ---- The tree ---- */

static int refuse_tree(int error, const char *path, struct failure *why)
{
	switch (error) {
	case -EBADMSG:
		return fail(path, "its root hash is another than that of its hash tree", why);
	case -EOPNOTSUPP:
		return fail(path, "its hash tree is of an algorithm that is not known", why);
	case -ERANGE:
		return fail(path, "its hash tree is of more than the image, or cut", why);
	default:
		return failure_set(why, FAILURE_READ, error, "cannot read the hash tree of %s: %s",
				   path, strerror(-error));
	}
}

static int open_tree(struct verity_tree *ret, const struct plan_layer *plan,
		     const struct reader *reader, const struct verity_setup *setup)
{
	uint64_t len = 0;

	for (unsigned int i = 0; i < plan->n_extents; i++)
		len += plan->extents[i].len;
	*ret = (struct verity_tree){ .verity = &setup->verity,
				     .root = setup->root,
				     .data = reader,
				     .hashes = reader,
				     .data_extent = { plan->extents[0].offset, len },
				     .hash_extent = plan->tree };
	return verity_tree_open(ret, setup->root_size);
}

static int check_tree(const struct medium *medium, const struct reader *reader, unsigned int layer,
		      const struct verity_setup *setup, struct failure *why)
{
	const struct plan_layer *plan = &medium->plan.layers[layer];
	cleanup_free uint8_t *buf = malloc(VERITY_BLOCK_SIZE_MAX);
	struct verity_tree tree;
	int r = buf ? open_tree(&tree, plan, reader, setup) : -ENOMEM;

	if (r == 0)
		r = verity_tree_check_root(&tree, buf);
	if (r < 0)
		return refuse_tree(r, plan->path, why);
	/* What is mounted must not be longer than what is verified. */
	if (setup->verity.data_blocks * setup->verity.data_block_size < plan->size)
		return fail(plan->path, "its hash tree is of a part of it alone", why);
	return 1;
}

int verity_prepare(struct verify *verify, const struct medium *medium, unsigned int layer,
		   struct verity_setup *ret, struct failure *why)
{
	const struct plan_layer *plan = &medium->plan.layers[layer];
	const struct config *config = verify->config;
	uint8_t bytes[VERITY_SUPERBLOCK_SIZE];
	cleanup_close int fd = -1;
	struct reader reader;
	int r;

	*ret = (struct verity_setup){ 0 };
	if (config->n_roothashes > 0 && config->n_roothashes != medium->plan.n_layers)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   "pmemboot.roothash= has %u root hashes, the root %u layers",
				   config->n_roothashes, medium->plan.n_layers);
	if (!(config_ways(config) & CONFIG_VERIFY_VERITY))
		return 0;
	if (plan->tree.len == 0 && config->n_roothashes > 0)
		return fail(plan->path, "pmemboot.roothash= is given, but it has no hash tree",
			    why);
	if (plan->tree.len == 0)
		return 0;
	r = find_root(verify, medium, layer, ret, why);
	if (r != 1)
		return r;
	r = block_open(medium->path, &fd, &reader);
	if (r == 0)
		r = reader_read(&reader, plan->tree.offset, bytes, sizeof(bytes));
	if (r < 0)
		return refuse_tree(r, plan->path, why);
	r = verity_parse((struct slice){ bytes, sizeof(bytes) }, &ret->verity);
	if (r < 0)
		return fail(plan->path, "its hash tree has no sound superblock", why);
	return check_tree(medium, &reader, layer, ret, why);
}

/* ---- All of it ---- */

struct checking {
	struct work work;
	const char *path; /* of the medium */
	const struct plan_layer *plan;
	const struct verity_setup *setup;
	uint64_t done, bad, microseconds;
};

static int check_all(struct work *work)
{
	static _Alignas(4096) uint8_t buf[2 * VERITY_BLOCK_SIZE_MAX];
	struct checking *mine = (struct checking *)work;
	uint64_t begun = clock_now();
	cleanup_close int fd = -1;
	struct verity_tree tree;
	struct reader reader;
	int r = block_open(mine->path, &fd, &reader);

	if (r == 0)
		r = open_tree(&tree, mine->plan, &reader, mine->setup);
	if (r == 0)
		r = verity_tree_check(&tree, buf, &mine->done, &mine->bad);
	mine->microseconds = clock_now() - begun;
	return r;
}

static int refuse_block(const struct checking *checking, const char *path, struct failure *why)
{
	if (checking->work.result == -EBADMSG)
		return failure_set(why, FAILURE_VERITY, -EBADMSG,
				   "%s: the block at byte %" PRIu64
				   " is not what its root hash says",
				   path, checking->bad);
	if (checking->work.result == -EUCLEAN)
		return failure_set(why, FAILURE_VERITY, -EBADMSG,
				   "%s: its hash tree is damaged at byte %" PRIu64, path,
				   checking->bad);
	return failure_set(why, FAILURE_READ, -EIO, "%s cannot be read for its check", path);
}

int verity_check_all(struct verify *verify, const struct medium *medium, unsigned int layer,
		     const struct verity_setup *setup, struct failure *why)
{
	const struct plan_layer *plan = &medium->plan.layers[layer];
	const struct plan_check *check = checks_get(&medium->plan, PLAN_CHECK_VERITY, layer);
	struct verify_result *result = verify_add(verify, check ? check->path : plan->path,
						  VERIFY_FAILED);
	struct checking *checking = workers_alloc(sizeof(*checking));
	struct progress progress = { .what = plan->path,
				     .total = setup->verity.data_blocks *
					      setup->verity.data_block_size };
	int r;

	if (!checking)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	progress.done = &checking->done;
	checking->work.run = check_all;
	checking->path = medium->path;
	checking->plan = plan;
	checking->setup = setup;
	r = workers_run(checking, 1, sizeof(*checking), progress_watch, &progress);
	result->bytes = checking->done;
	result->microseconds = checking->microseconds;
	if (r < 0)
		(void)failure_set(why, FAILURE_SYSTEM, r, "cannot start a check: %s", strerror(-r));
	else if (checking->work.result < 0)
		r = refuse_block(checking, plan->path, why);
	else
		result->outcome = VERIFY_PASSED;
	if (!setup->trusted)
		text_copy_cut(result->comment, sizeof(result->comment),
			      "its root hash is not signed");
	workers_free(checking, sizeof(*checking));
	return r;
}
