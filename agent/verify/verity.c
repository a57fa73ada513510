// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verity.h"

#include "base/text.h"
#include "log/log.h"
#include "model/checks.h"
#include "model/verity_tree.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "verify/digesting.h"
#include "verify/iso_file.h"
#include "verify/root_signature.h"
#include "verify/signature.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#define SUFFIX ".verity"

static int refuse_verity(const char *path, const char *what, struct failure *why)
{
	return failure_set(why, FAILURE_VERITY, -EBADMSG, "%s: %s", path, what);
}

/* ---- The root hash ---- */

/* The path of IMAGE.roothash, next to the tree. False if the layer's tree is not a file. */
static bool find_root_file(const struct check *check, unsigned int layer, char *path)
{
	const struct plan_check *tree = checks_get(check->image.plan, PLAN_CHECK_VERITY, layer);

	if (!tree)
		return false;
	if (!text_ends(tree->path, SUFFIX)) /* a partition */
		return false;
	return text_print(path, PLAN_PATH_MAX, "%.*s.roothash",
			  (int)(strlen(tree->path) - strlen(SUFFIX)), tree->path) == 0;
}

/* Does a trusted key cover the file of a root hash, with these bytes? */
static int trust_root_file(const struct check *check, const struct signed_list *list,
			   unsigned int layer, const char *path, struct slice text,
			   struct verity_setup *ret, struct failure *why)
{
	int r;

	if (signed_list_has(list, path, text)) {
		coverage_add_listed(check->coverage, layer);
		ret->trusted = true;
		ret->version = list->version;
		return 0;
	}
	ret->trusted = check->coverage->volume_signed;
	if (ret->trusted)
		return 0;
	r = check->keys->count > 0
		    ? signature_check_file(check, path, text, &ret->trusted, &ret->version, why)
		    : 0;
	/* Of a signature that only the kernel can check, somebody else tells. */
	if (r == 0 && !ret->trusted &&
	    !checks_get(check->image.plan, PLAN_CHECK_ROOT_SIGNATURE, layer))
		coverage_missing(check->coverage, "%s is not signed", path);
	return r;
}

/* The root hash of a disk's partition is in another one, beside the signature that it has there. */
static int read_root_partition(const struct check *check, unsigned int layer,
			       struct verity_setup *ret, struct failure *why)
{
	cleanup_root_signature struct root_signature signature = { .path = NULL };
	const struct plan_check *tree = checks_get(check->image.plan, PLAN_CHECK_VERITY, layer);
	int r = root_signature_read(check, layer, &signature, why);

	if (r < 0)
		return r;
	if (!signature.path) {
		coverage_missing(check->coverage,
				 "%s has a hash tree in %s, but its root hash is not given "
				 "(roothash=, usrhash=)",
				 check->image.plan->layers[layer].path, tree ? tree->path : "");
		return 0;
	}
	ret->root_size = signature.root_size;
	memcpy(ret->root, signature.root, sizeof(ret->root));
	ret->trusted = check->coverage->volume_signed;
	return 0;
}

/* Read the file IMAGE.roothash, if there is one. */
static int read_root_file(const struct check *check, const struct signed_list *list,
			  unsigned int layer, struct verity_setup *ret, struct failure *why)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[PLAN_PATH_MAX];
	struct slice text;
	int r;

	if (!find_root_file(check, layer, path))
		return read_root_partition(check, layer, ret, why);
	r = iso_file_read(check->image.path, path, ISO_FILE_SMALL_MAX, &bytes);
	if (r == -ENOENT || r == -ENOTDIR) {
		coverage_missing(check->coverage,
				 "there is no root hash for %s: neither %s nor pmemboot.roothash=",
				 check->image.plan->layers[layer].path, path);
		return 0;
	}
	if (r < 0)
		return iso_file_refuse(path, r, why);
	text = (struct slice){ bytes, (size_t)r };
	r = verity_parse_root_hash(text, ret->root);
	if (r < 0)
		return refuse_verity(path, "it is not a valid root hash", why);
	ret->root_size = (unsigned int)r;
	return trust_root_file(check, list, layer, path, text, ret, why);
}

/* Find the root hash of a layer, and if it is trusted. ret->root_size stays 0 if there is none. */
static int find_root(const struct check *check, const struct signed_list *list, unsigned int layer,
		     struct verity_setup *ret, struct failure *why)
{
	const char *text = config_get_roothash(check->config, check->image.plan, layer);

	if (!text)
		return read_root_file(check, list, layer, ret, why);
	/* It is valid: config_set_roothash() has parsed it before. */
	ret->root_size = (unsigned int)verity_parse_root_hash(
		(struct slice){ (const uint8_t *)text, strlen(text) }, ret->root);
	ret->trusted = true;
	ret->version = COVERAGE_VERSION_ANY;
	return 0;
}

/* ---- The tree ---- */

static int refuse_tree(int error, const char *path, struct failure *why)
{
	switch (error) {
	case -EBADMSG:
		return refuse_verity(path, "its root hash does not match its hash tree", why);
	case -EOPNOTSUPP:
		return refuse_verity(path, "its hash tree uses an unknown algorithm", why);
	case -ERANGE:
		return refuse_verity(
			path, "its hash tree is truncated or covers more than the image", why);
	default:
		return failure_set(why, FAILURE_READ, error, "cannot read the hash tree of %s: %s",
				   path, strerror(-error));
	}
}

static int open_tree(struct verity_tree *ret, const struct plan_layer *layer,
		     const struct reader *reader, const struct verity_setup *setup)
{
	uint64_t len = 0;

	for (unsigned int i = 0; i < layer->n_extents; i++)
		len += layer->extents[i].len;
	*ret = (struct verity_tree){ .verity = &setup->verity,
				     .root = setup->root,
				     .data = reader,
				     .hashes = reader,
				     .data_extent = { layer->extents[0].offset, len },
				     .hash_extent = layer->tree };
	return verity_tree_open(ret, setup->root_size);
}

static int check_tree(const struct plan_layer *layer, const struct reader *reader,
		      const struct verity_setup *setup, struct failure *why)
{
	cleanup_free uint8_t *buf = malloc(VERITY_BLOCK_SIZE_MAX);
	struct verity_tree tree;
	int r = buf ? open_tree(&tree, layer, reader, setup) : -ENOMEM;

	if (r == 0)
		r = verity_tree_check_root(&tree, buf);
	if (r < 0)
		return refuse_tree(r, layer->path, why);
	/* The file system must not extend beyond the verified part. */
	if (setup->verity.data_blocks * setup->verity.data_block_size < layer->size)
		return refuse_verity(layer->path, "its hash tree covers only a part of it", why);
	return 0;
}

/* Read the tree's superblock, and check that the tree fits the layer and the root hash. */
static int read_tree(const char *path, const struct plan_layer *layer, struct verity_setup *setup,
		     struct failure *why)
{
	uint8_t bytes[VERITY_SUPERBLOCK_SIZE];
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(path, &fd, &reader);

	if (r == 0)
		r = reader_read(&reader, layer->tree.offset, bytes, sizeof(bytes));
	if (r < 0)
		return refuse_tree(r, layer->path, why);
	r = verity_parse((struct slice){ bytes, sizeof(bytes) }, &setup->verity);
	if (r < 0)
		return refuse_verity(layer->path, "the superblock of its hash tree is not valid",
				     why);
	return check_tree(layer, &reader, setup, why);
}

/* Codes only repair: without them, a corrupted block is an error. */
static void find_codes(const struct plan_layer *layer, struct verity_setup *setup)
{
	int r = layer->codes.len > 0 ? verity_find_fec(&setup->verity, layer->tree.len,
						       layer->codes.len, &setup->fec)
				     : -ENOENT;

	setup->has_codes = r == 0;
	if (r < 0 && r != -ENOENT)
		log_notice("the error correction codes of %s are not used: %s", layer->path,
			   r == -EINVAL ? "its hash tree has blocks of another size than its data"
					: "they are not of a size that fits its hash tree");
}

/*
 * Each layer has its root hash, or none has, except that usrhash= may stand alone. The hash of a
 * root is never that of /usr without a root: who changes the partition's type must not get an empty
 * /etc for the root that was meant.
 */
static int check_given(const struct config *config, const struct plan *plan, struct failure *why)
{
	unsigned int given = config->n_roothashes;
	unsigned int needed = plan->n_layers -
			      (plan->has_usr && (config->usrhash || plan->n_layers == 1));

	if (config->usrhash && !plan->has_usr)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   "usrhash= is given, but there is no /usr");
	if (given == 0 || given == needed)
		return 0;
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   "%sroothash= has %u root hashes, but the root has %u layers%s",
			   config->other_roothash ? "" : "pmemboot.", given, needed,
			   plan->has_usr ? "; that of /usr is usrhash=" : "");
}

int verity_prepare(const struct check *check, const struct signed_list *list, unsigned int layer,
		   struct verity_setup *ret, struct failure *why)
{
	const struct plan_layer *plan = &check->image.plan->layers[layer];
	int r;

	*ret = (struct verity_setup){ 0 };
	r = check_given(check->config, check->image.plan, why);
	if (r < 0 || !(config_ways(check->config) & CONFIG_VERIFY_VERITY))
		return r;
	if (plan->tree.len == 0 && !config_get_roothash(check->config, check->image.plan, layer))
		return 0;
	if (plan->tree.len == 0)
		return refuse_verity(plan->path, "a root hash is given, but it has no hash tree",
				     why);
	r = find_root(check, list, layer, ret, why);
	if (r < 0 || ret->root_size == 0)
		return r;
	r = read_tree(check->image.path, plan, ret, why);
	ret->wanted = r == 0;
	if (r == 0)
		find_codes(plan, ret);
	return r;
}

/* ---- The whole layer ---- */

struct verity_work {
	struct work work;
	const char *path; /* of the device or the file */
	const struct plan_layer *layer;
	const struct verity_setup *setup;
	uint64_t done, bad, microseconds;
};

static int check_in_worker(struct work *work)
{
	static _Alignas(4096) uint8_t buf[2 * VERITY_BLOCK_SIZE_MAX];
	struct verity_work *mine = (struct verity_work *)work;
	uint64_t begun = clock_now();
	cleanup_close int fd = -1;
	struct verity_tree tree;
	struct reader reader;
	int r = block_open(mine->path, &fd, &reader);

	if (r == 0)
		r = open_tree(&tree, mine->layer, &reader, mine->setup);
	if (r == 0)
		r = verity_tree_check(&tree, buf, &mine->done, &mine->bad);
	mine->microseconds = clock_now() - begun;
	return r;
}

static int refuse_block(const struct verity_work *work, struct failure *why)
{
	const char *path = work->layer->path;

	if (work->work.result == -EBADMSG)
		return failure_set(why, FAILURE_VERITY, -EBADMSG,
				   "%s: the block at byte %" PRIu64 " does not match its root hash",
				   path, work->bad);
	if (work->work.result == -EUCLEAN)
		return failure_set(why, FAILURE_VERITY, -EBADMSG,
				   "%s: its hash tree is damaged at byte %" PRIu64, path,
				   work->bad);
	return failure_set(why, FAILURE_READ, work->work.result, "cannot read %s to check it: %s",
			   path, strerror(-work->work.result));
}

static int run_worker(struct verity_work *work, struct failure *why)
{
	const struct verity *verity = &work->setup->verity;
	struct progress progress = { .what = work->layer->path,
				     .total = verity->data_blocks * verity->data_block_size,
				     .done = &work->done };

	work->work.run = check_in_worker;
	return digesting_run_work(work, 1, sizeof(*work), &progress, why);
}

int verity_check_all(const struct check *check, unsigned int layer,
		     const struct verity_setup *setup, struct failure *why)
{
	const struct plan *plan = check->image.plan;
	const struct plan_check *tree = checks_get(plan, PLAN_CHECK_VERITY, layer);
	unsigned int result = coverage_start(check->coverage,
					     tree ? tree->path : plan->layers[layer].path);
	struct verity_work *work = workers_alloc(sizeof(*work));
	int r;

	if (!work)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	work->path = check->image.path;
	work->layer = &plan->layers[layer];
	work->setup = setup;
	r = run_worker(work, why);
	coverage_set_cost(check->coverage, result, work->done, work->microseconds);
	if (!setup->trusted)
		coverage_set_comment(check->coverage, result, "its root hash is not signed");
	if (r == 0 && work->work.result < 0)
		r = refuse_block(work, why);
	if (r == 0)
		coverage_conclude(check->coverage, result, COVERAGE_PASSED);
	workers_free(work, sizeof(*work));
	return r;
}
