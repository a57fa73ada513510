// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verity_tree.h"

#include "unit/test.h"

#include <errno.h>

/* 200 blocks of 512 bytes; the hashes of 16 fit into one: three levels, 13 + 1 blocks and the top.
 */
enum { BLOCK = 512, BLOCKS = 200, PER_BLOCK = 16, SPACE = BLOCKS * BLOCK };

static uint8_t data[SPACE], hashes[SPACE], root[32];
static _Alignas(4096) uint8_t buffer[2 * VERITY_BLOCK_SIZE_MAX];

static int read_from(void *context, uint64_t offset, void *buf, size_t len)
{
	memcpy(buf, (uint8_t *)context + offset, len);
	return 0;
}

static const struct reader data_reader = { read_from, data, SPACE };
static const struct reader hash_reader = { read_from, hashes, SPACE };

static const struct verity verity = { .algorithm = "sha256",
				      .data_block_size = BLOCK,
				      .hash_block_size = BLOCK,
				      .data_blocks = BLOCKS,
				      .salt_size = 3,
				      .salt = "abc" };

static void hash(const uint8_t *block, uint8_t *ret)
{
	struct digest digest;

	digest_begin(&digest, DIGEST_SHA256);
	digest_add(&digest, "abc", 3);
	digest_add(&digest, block, BLOCK);
	digest_end(&digest, ret);
}

/* The tree as veritysetup(8) lays it out: the top first. */
static struct verity_tree build(void)
{
	struct verity_tree tree = { .verity = &verity,
				    .root = root,
				    .data = &data_reader,
				    .hashes = &hash_reader,
				    .data_extent = { 0, SPACE },
				    .hash_extent = { 0, SPACE } };
	uint64_t below = BLOCKS;

	for (size_t i = 0; i < SPACE; i++)
		data[i] = (uint8_t)(i * 31 + i / 509);
	memset(hashes, 0, sizeof(hashes));
	CHECK(verity_tree_open(&tree, 32) == 0 && tree.levels.count == 2);
	for (unsigned int level = 0; level < tree.levels.count; level++) {
		for (uint64_t i = 0; i < below; i++)
			hash(level ? hashes + (tree.levels.start[level - 1] + i) * BLOCK
				   : data + i * BLOCK,
			     hashes + tree.levels.start[level] * BLOCK + i * 32);
		below = (below + PER_BLOCK - 1) / PER_BLOCK;
	}
	CHECK(below == 1);
	hash(hashes + tree.levels.start[tree.levels.count - 1] * BLOCK, root);
	return tree;
}

TEST(verity_tree_good)
{
	struct verity_tree tree = build();
	uint64_t done = 0, bad;

	CHECK(verity_tree_check_root(&tree, buffer) == 0);
	CHECK(verity_tree_check(&tree, buffer, &done, &bad) == 0 && done == SPACE);
}

/* Each block of the data and of the tree, in turn. */
TEST(verity_tree_sees_every_block)
{
	struct verity_tree tree = build();
	uint64_t done = 0, bad;

	for (uint64_t i = 0; i < BLOCKS; i++) {
		data[i * BLOCK + i % BLOCK] ^= 1;
		CHECK(verity_tree_check(&tree, buffer, &done, &bad) == -EBADMSG);
		CHECK(bad == i * BLOCK);
		data[i * BLOCK + i % BLOCK] ^= 1;
	}
	for (uint64_t i = tree.levels.start[1]; i < tree.levels.end; i++) {
		hashes[i * BLOCK] ^= 1;
		CHECK(verity_tree_check(&tree, buffer, &done, &bad) == -EUCLEAN);
		hashes[i * BLOCK] ^= 1;
	}
	root[0] ^= 1;
	CHECK(verity_tree_check_root(&tree, buffer) == -EBADMSG);
}

TEST(verity_tree_limits)
{
	struct verity_tree tree = build();
	struct verity other = verity;

	CHECK(verity_tree_open(&tree, 20) == -EBADMSG);
	tree.data_extent.len = SPACE - 1;
	CHECK(verity_tree_open(&tree, 32) == -ERANGE);
	tree.data_extent.len = SPACE;
	tree.hash_extent.len = tree.levels.end * BLOCK - 1;
	CHECK(verity_tree_open(&tree, 32) == -ERANGE);
	tree.verity = &other;
	strcpy(other.algorithm, "crc32");
	CHECK(verity_tree_open(&tree, 32) == -EOPNOTSUPP);
}

/* A tree of one block has no level: the root is that block's hash. */
TEST(verity_tree_of_one_block)
{
	struct verity_tree tree = build();
	struct verity one = verity;
	uint64_t done = 0, bad;

	one.data_blocks = 1;
	tree.verity = &one;
	CHECK(verity_tree_open(&tree, 32) == 0 && tree.levels.count == 0);
	hash(data, root);
	CHECK(verity_tree_check(&tree, buffer, &done, &bad) == 0);
	data[5] ^= 1;
	CHECK(verity_tree_check(&tree, buffer, &done, &bad) == -EBADMSG);
}

/* ---- Blocks of other sizes, and digests that are no power of two ---- */

static const struct verity *odd;

static void hash_odd(const uint8_t *block, uint32_t size, uint8_t *ret)
{
	struct digest digest;

	digest_begin(&digest, (enum digest_kind)digest_of_name(odd->algorithm));
	digest_add(&digest, odd->salt, odd->salt_size);
	digest_add(&digest, block, size);
	digest_end(&digest, ret);
}

/* The hashes of a level, in slots of a power of two. Returns how many blocks they fill. */
static uint64_t build_level(const struct verity_tree *tree, unsigned int level, uint64_t below)
{
	uint32_t per_block = 1, size = level ? odd->hash_block_size : odd->data_block_size;
	uint8_t *to = hashes + tree->levels.start[level] * odd->hash_block_size;

	while (per_block * 2 * digest_size(tree->kind) <= odd->hash_block_size)
		per_block *= 2;
	for (uint64_t i = 0; i < below; i++)
		hash_odd(level ? hashes + (tree->levels.start[level - 1] + i) * size
			       : data + i * size,
			 size,
			 to + i / per_block * odd->hash_block_size +
				 i % per_block * (odd->hash_block_size / per_block));
	return (below + per_block - 1) / per_block;
}

static void check_odd(const struct verity *verity_of)
{
	uint8_t top[VERITY_DIGEST_MAX];
	struct verity_tree tree = { .verity = verity_of,
				    .root = top,
				    .data = &data_reader,
				    .hashes = &hash_reader,
				    .data_extent = { 0, SPACE },
				    .hash_extent = { 0, SPACE } };
	int kind = digest_of_name(verity_of->algorithm);
	uint64_t below = verity_of->data_blocks, done = 0, bad;
	uint32_t size = verity_of->data_block_size;

	odd = verity_of;
	CHECK(kind >= 0);
	CHECK(verity_tree_open(&tree, (unsigned int)digest_size((enum digest_kind)kind)) == 0);
	for (unsigned int level = 0; level < tree.levels.count; level++)
		below = build_level(&tree, level, below);
	CHECK(below == 1);
	if (tree.levels.count > 0)
		hash_odd(hashes + tree.levels.start[tree.levels.count - 1] * odd->hash_block_size,
			 odd->hash_block_size, top);
	else
		hash_odd(data, size, top);
	CHECK(verity_tree_check(&tree, buffer, &done, &bad) == 0);
	CHECK(done == (tree.levels.count > 0 ? size * verity_of->data_blocks : 0));
	data[size * verity_of->data_blocks - 1] ^= 1; /* the last byte */
	CHECK(verity_tree_check(&tree, buffer, &done, &bad) == -EBADMSG);
	data[size * verity_of->data_blocks - 1] ^= 1;
}

TEST(verity_tree_of_odd_geometry)
{
	static const char *const algorithms[] = { "sha1", "sha256", "sha384", "sha512" };
	static const uint32_t sizes[] = { 512, 1024, 4096, 65536 };
	struct verity row = { .salt_size = VERITY_SALT_MAX };

	for (size_t i = 0; i < SPACE; i++)
		data[i] = (uint8_t)(i * 31 + i / 509);
	for (size_t i = 0; i < array_size(algorithms) * array_size(sizes); i++) {
		strcpy(row.algorithm, algorithms[i % array_size(algorithms)]);
		row.data_block_size = sizes[i / array_size(algorithms)];
		for (size_t h = 0; h < 3; h++) {
			row.hash_block_size = sizes[h];
			memset(hashes, 0, sizeof(hashes));
			row.data_blocks = 1;
			check_odd(&row);
			row.data_blocks = SPACE / 2 / row.data_block_size;
			row.data_blocks += row.data_blocks == 0;
			check_odd(&row);
		}
	}
}
