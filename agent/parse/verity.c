// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/verity.h"

#include "base/hex.h"

#include <errno.h>
#include <stdbool.h>

/* Offsets of the fields. */
enum {
	VERSION = 8,
	HASH_TYPE = 12,
	UUID = 16,
	ALGORITHM = 32,
	DATA_BLOCK_SIZE = 64,
	HASH_BLOCK_SIZE = 68,
	DATA_BLOCKS = 72,
	SALT_SIZE = 80,
	SALT = 88,
};

static bool is_block_size(uint32_t size)
{
	return size >= VERITY_BLOCK_SIZE_MIN && size <= VERITY_BLOCK_SIZE_MAX &&
	       (size & (size - 1)) == 0;
}

/*
 * The name becomes an argument of a device-mapper table, in which other characters have a meaning.
 */
static bool is_algorithm(const char *name)
{
	size_t len = strnlen(name, VERITY_ALGORITHM_MAX + 1);

	return len > 0 && len <= VERITY_ALGORITHM_MAX &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == len;
}

int verity_parse(struct slice superblock, struct verity *ret)
{
	struct verity found;

	if (!slice_matches(superblock, 0, "verity\0", 8))
		return -ENOENT;
	if (!slice_has(superblock, 0, VERITY_SUPERBLOCK_SIZE) ||
	    slice_le32(superblock, VERSION) != 1 || slice_le32(superblock, HASH_TYPE) != 1)
		return -EBADMSG;
	memcpy(found.uuid, superblock.data + UUID, sizeof(found.uuid));
	memcpy(found.algorithm, superblock.data + ALGORITHM, sizeof(found.algorithm));
	memcpy(found.salt, superblock.data + SALT, sizeof(found.salt));
	found.data_block_size = slice_le32(superblock, DATA_BLOCK_SIZE);
	found.hash_block_size = slice_le32(superblock, HASH_BLOCK_SIZE);
	found.data_blocks = slice_le64(superblock, DATA_BLOCKS);
	found.salt_size = slice_le16(superblock, SALT_SIZE);
	if (!is_algorithm(found.algorithm) || !is_block_size(found.data_block_size) ||
	    !is_block_size(found.hash_block_size) || found.salt_size > VERITY_SALT_MAX ||
	    found.data_blocks == 0 || found.data_blocks > INT64_MAX / found.data_block_size)
		return -EBADMSG;
	*ret = found;
	return 0;
}

int verity_parse_root_hash(struct slice text, uint8_t *ret)
{
	text = slice_trim(text, " \t\r\n");
	if (text.len < VERITY_DIGEST_MIN * 2)
		return -EBADMSG;
	return hex_decode(text, ret, VERITY_DIGEST_MAX);
}

int verity_levels(const struct verity *verity, unsigned int digest_size, struct verity_levels *ret)
{
	uint64_t blocks[VERITY_LEVELS_MAX], hashes = verity->data_blocks;
	unsigned int per_block_log = 0;

	if (digest_size < VERITY_DIGEST_MIN || digest_size > VERITY_DIGEST_MAX)
		return -EBADMSG;
	while (digest_size << (per_block_log + 1) <= verity->hash_block_size)
		per_block_log++;
	for (ret->count = 0; hashes > 1; ret->count++) {
		hashes = ((hashes - 1) >> per_block_log) + 1;
		blocks[ret->count] = hashes;
	}
	ret->end = 1;
	for (unsigned int i = ret->count; i-- > 0; ret->end += blocks[i])
		ret->start[i] = ret->end;
	return 0;
}

int verity_find_fec(const struct verity *verity, uint64_t hashes, uint64_t codes,
		    struct verity_fec *ret)
{
	uint64_t size = verity->data_block_size, blocks = hashes / size;

	if (verity->data_block_size != verity->hash_block_size)
		return -EINVAL;
	if (blocks < 1 || codes % size != 0)
		return -ERANGE;
	blocks += verity->data_blocks - 1;
	for (unsigned int roots = VERITY_FEC_ROOTS_MIN; roots <= VERITY_FEC_ROOTS_MAX; roots++) {
		uint64_t per_code = VERITY_FEC_CODE - roots;

		if ((blocks + per_code - 1) / per_code * roots != codes / size)
			continue;
		*ret = (struct verity_fec){ .roots = roots, .blocks = blocks };
		return 0;
	}
	return -ERANGE;
}
