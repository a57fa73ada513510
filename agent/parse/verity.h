/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity: the superblock before the hash tree (cryptsetup 2.6, lib/verity/verity.c), the root
 * hash's text, and where the tree's levels lie (Linux 6.12, drivers/md/dm-verity-target.c,
 * verity_ctr()).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum {
	VERITY_SUPERBLOCK_SIZE = 512,
	VERITY_BLOCK_SIZE_MIN = 512,
	VERITY_BLOCK_SIZE_MAX = 65536, /* the kernel wants no more than a page for data */
	VERITY_SALT_MAX = 256,
	VERITY_ALGORITHM_MAX = 31,
	VERITY_DIGEST_MIN = 20,
	VERITY_DIGEST_MAX = 64,
	VERITY_LEVELS_MAX = 18, /* 2^54 blocks of 512 bytes, 8 hashes of 64 bytes in each */
};

struct verity {
	uint8_t uuid[16];
	char algorithm[VERITY_ALGORITHM_MAX + 1];  /* a-z, 0-9, "-", "_": a word of a table */
	uint32_t data_block_size, hash_block_size; /* bytes, powers of two */
	uint64_t data_blocks;			   /* > 0; their bytes are at most INT64_MAX */
	unsigned int salt_size;
	uint8_t salt[VERITY_SALT_MAX];
};

/* In hash blocks from the start of the hash device, the first of which holds the superblock. */
struct verity_levels {
	unsigned int count; /* 0 if there is but one data block: the root is its hash */
	/* 0 is the level of the data's hashes, count - 1 the one of the root's block. */
	uint64_t start[VERITY_LEVELS_MAX];
	uint64_t end; /* behind the last block of the tree */
};

/*
 * Parse the VERITY_SUPERBLOCK_SIZE bytes at the start of a hash device. Returns 0; -ENOENT if they
 * are no superblock; -EBADMSG if it is damaged, or of another version than 1 or hash type than 1.
 */
must_check int verity_parse(struct slice superblock, struct verity *ret);

/*
 * A root hash as hexadecimal text, with white space around it or none, into ret, of
 * VERITY_DIGEST_MAX bytes. Returns its bytes, at least VERITY_DIGEST_MIN; -EBADMSG for anything
 * else; -E2BIG for more than VERITY_DIGEST_MAX. ret is untouched on failure.
 */
must_check int verity_parse_root_hash(struct slice text, uint8_t *ret);

/*
 * Where the levels lie, with digests of VERITY_DIGEST_MIN to VERITY_DIGEST_MAX bytes: the size of
 * the root hash. Returns 0 or -EBADMSG for another size.
 */
must_check int verity_levels(const struct verity *verity, unsigned int digest_size,
			     struct verity_levels *ret);
