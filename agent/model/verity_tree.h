/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity's hash tree, read as the kernel reads it (drivers/md/dm-verity-target.c,
 * verity_verify_level(), Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "base/extent.h"
#include "base/reader.h"
#include "parse/verity.h"

struct verity_tree {
	const struct verity *verity;
	enum digest_kind kind;
	const uint8_t *root; /* digest_size(kind) bytes */
	struct verity_levels levels;
	/* Where the data and the hash device are read, one piece each. */
	const struct reader *data, *hashes;
	struct extent data_extent, hash_extent;
};

/*
 * Fill in kind and levels from the rest, and see that all lies inside. Returns 0; -EOPNOTSUPP for
 * an algorithm that isn't known; -EBADMSG if the root hash is of another size; -ERANGE if the data
 * or the tree is longer than its device.
 */
must_check int verity_tree_open(struct verity_tree *tree, unsigned int root_size);

/*
 * Is the root hash that of the top of the tree? buf has VERITY_BLOCK_SIZE_MAX bytes. 0; -EBADMSG;
 * or a read error.
 */
must_check int verity_tree_check_root(const struct verity_tree *tree, uint8_t *buf);

/*
 * Is all of the data what the tree says, from the root down? buf has 2 * VERITY_BLOCK_SIZE_MAX
 * bytes at a multiple of 4096; *done is added to, and *bad is the byte of the data, or of the hash
 * device, where the first wrong block begins. 0; -EBADMSG for data, -EUCLEAN for the tree; or a
 * read error.
 */
must_check int verity_tree_check(const struct verity_tree *tree, uint8_t *buf, uint64_t *done,
				 uint64_t *bad);
