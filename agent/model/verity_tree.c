// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verity_tree.h"

#include <errno.h>
#include <string.h>

int verity_tree_open(struct verity_tree *tree, unsigned int root_size)
{
	const struct verity *verity = tree->verity;
	int r;

	tree->kind = digest_of_name(verity->algorithm);
	if (tree->kind == DIGEST_UNKNOWN)
		return -EOPNOTSUPP;
	if (digest_size(tree->kind) != root_size)
		return -EBADMSG;
	r = verity_levels(verity, root_size, &tree->levels);
	if (r < 0)
		return r;
	if (tree->levels.end > tree->hash_extent.len / verity->hash_block_size ||
	    verity->data_blocks > tree->data_extent.len / verity->data_block_size)
		return -ERANGE;
	return 0;
}

/* Does a block match a digest? With hash type 1, the salt is hashed before the block. */
static bool block_fits(const struct verity_tree *tree, const uint8_t *block, uint32_t size,
		       const uint8_t *expected)
{
	uint8_t hash[DIGEST_SIZE_MAX];
	struct digest digest;

	digest_begin(&digest, tree->kind);
	digest_add(&digest, tree->verity->salt, tree->verity->salt_size);
	digest_add(&digest, block, size);
	digest_end(&digest, hash);
	return memcmp(hash, expected, digest_size(tree->kind)) == 0;
}

static int read_hashes(const struct verity_tree *tree, uint64_t block, uint8_t *buf)
{
	uint32_t size = tree->verity->hash_block_size;

	return reader_read(tree->hashes, tree->hash_extent.offset + block * size, buf, size);
}

static int read_data(const struct verity_tree *tree, uint64_t block, uint8_t *buf)
{
	uint32_t size = tree->verity->data_block_size;

	return reader_read(tree->data, tree->data_extent.offset + block * size, buf, size);
}

int verity_tree_check_root(const struct verity_tree *tree, uint8_t *buf)
{
	unsigned int levels = tree->levels.count;
	uint32_t size = levels > 0 ? tree->verity->hash_block_size : tree->verity->data_block_size;
	int r = levels > 0 ? read_hashes(tree, tree->levels.start[levels - 1], buf)
			   : read_data(tree, 0, buf);

	if (r < 0)
		return r;
	return block_fits(tree, buf, size, tree->root) ? 0 : -EBADMSG;
}

/* Check n blocks below a level against the hashes in the level, from its start on. */
static int check_level(const struct verity_tree *tree, unsigned int level, uint64_t n, uint8_t *buf,
		       uint64_t *done, uint64_t *bad)
{
	const struct verity *verity = tree->verity;
	uint8_t *hashes = buf + VERITY_BLOCK_SIZE_MAX;
	uint32_t size = level > 0 ? verity->hash_block_size : verity->data_block_size;
	uint32_t per_block = 1, slot;

	while (per_block * 2 * digest_size(tree->kind) <= verity->hash_block_size)
		per_block *= 2;
	slot = verity->hash_block_size / per_block;
	for (uint64_t i = 0; i < n; i++) {
		int r = 0;

		if (i % per_block == 0)
			r = read_hashes(tree, tree->levels.start[level] + i / per_block, hashes);
		if (r == 0)
			r = level > 0 ? read_hashes(tree, tree->levels.start[level - 1] + i, buf)
				      : read_data(tree, i, buf);
		*bad = (level > 0 ? tree->levels.start[level - 1] + i : i) * size;
		if (r == 0 && !block_fits(tree, buf, size, hashes + i % per_block * slot))
			r = level > 0 ? -EUCLEAN : -EBADMSG;
		if (r < 0)
			return r;
		if (level == 0)
			__atomic_fetch_add(done, size, __ATOMIC_RELAXED);
	}
	return 0;
}

/*
 * The number of blocks that the hashes of a level cover. A level ends where the level below begins.
 */
static uint64_t count_below(const struct verity_tree *tree, unsigned int level)
{
	const struct verity_levels *levels = &tree->levels;

	if (level == 0)
		return tree->verity->data_blocks;
	return (level > 1 ? levels->start[level - 2] : levels->end) - levels->start[level - 1];
}

int verity_tree_check(const struct verity_tree *tree, uint8_t *buf, uint64_t *done, uint64_t *bad)
{
	unsigned int level = tree->levels.count;
	int r = verity_tree_check_root(tree, buf);

	*bad = 0;
	if (r == -EBADMSG && level > 0)
		return -EUCLEAN;
	while (r == 0 && level-- > 0)
		r = check_level(tree, level, count_below(tree, level), buf, done, bad);
	return r;
}
