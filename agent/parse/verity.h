/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity: the superblock before the hash tree (cryptsetup 2.6, lib/verity/verity.c), the root
 * hash as text, and the positions of the tree's levels (Linux 6.12, drivers/md/dm-verity-target.c,
 * verity_ctr()).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum {
	VERITY_SUPERBLOCK_SIZE = 512,
	VERITY_BLOCK_SIZE_MIN = 512,
	VERITY_BLOCK_SIZE_MAX = 65536, /* the kernel accepts at most a page for data blocks */
	VERITY_SALT_MAX = 256,
	VERITY_ALGORITHM_MAX = 31,
	VERITY_DIGEST_MIN = 20,
	VERITY_DIGEST_MAX = 64,
	VERITY_LEVELS_MAX = 18, /* 2^54 blocks of 512 bytes, 8 hashes of 64 bytes in each */
};

struct verity {
	uint8_t uuid[16];
	char algorithm[VERITY_ALGORITHM_MAX +
		       1]; /* a-z, 0-9, "-", "_": safe in a device-mapper table */
	uint32_t data_block_size, hash_block_size; /* bytes, powers of two */
	uint64_t data_blocks; /* at least 1, at most INT64_MAX bytes together */
	unsigned int salt_size;
	uint8_t salt[VERITY_SALT_MAX];
};

/* Positions in hash blocks from the start of the hash device. Block 0 holds the superblock. */
struct verity_levels {
	unsigned int count; /* 0 if there is only one data block: the root hash is its hash */
	/*
	 * Level 0 has the hashes of the data; level count - 1 has the block that the root hash
	 * covers.
	 */
	uint64_t start[VERITY_LEVELS_MAX];
	uint64_t end; /* after the last block of the tree */
};

/*
 * The Reed-Solomon codes of the data and of the hash device after its superblock, from the start of
 * a file or device of their own (veritysetup format --fec-device).
 */
struct verity_fec {
	unsigned int roots; /* parity bytes for 255 bytes */
	uint64_t blocks;    /* that are covered */
};

enum { VERITY_FEC_ROOTS_MIN = 2, VERITY_FEC_ROOTS_MAX = 24, VERITY_FEC_CODE = 255 };

/*
 * Parse the VERITY_SUPERBLOCK_SIZE bytes at the start of a hash device. Returns 0; -ENOENT if they
 * are not a superblock; -EBADMSG if it is damaged, or its version or hash type is not 1.
 */
must_check int verity_parse(struct slice superblock, struct verity *ret);

/*
 * Parse a root hash from hexadecimal text, which may have white space around it, to ret, of
 * VERITY_DIGEST_MAX bytes. Returns its size in bytes, at least VERITY_DIGEST_MIN; -EBADMSG for any
 * other text; -E2BIG for more than VERITY_DIGEST_MAX bytes. ret is untouched on failure.
 */
must_check int verity_parse_root_hash(struct slice text, uint8_t *ret);

/*
 * Compute the positions of the levels. digest_size is the size of the root hash in bytes. Returns
 * 0; -EBADMSG if it is less than VERITY_DIGEST_MIN or more than VERITY_DIGEST_MAX.
 */
must_check int verity_levels(const struct verity *verity, unsigned int digest_size,
			     struct verity_levels *ret);

/*
 * Find out how many parity bytes there are, by the sizes of the hash device and of that with the
 * codes, in bytes: nothing else says so. Returns 0; -EINVAL if the two sizes of blocks differ,
 * which the kernel cannot correct; -ERANGE if no number leads to that size.
 */
must_check int verity_find_fec(const struct verity *verity, uint64_t hashes, uint64_t codes,
			       struct verity_fec *ret);
