/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity's hash tree, checked as the kernel checks it (drivers/md/dm-verity-target.c,
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
	/* Readers for the data and for the hash device. */
	const struct reader *data, *hashes;
	struct extent data_extent, hash_extent;
};

/*
 * Fill in kind and levels from the other fields, and check the sizes. Returns 0; -EOPNOTSUPP for an
 * unknown algorithm; -EBADMSG if the root hash has the wrong size; -ERANGE if the data or the tree
 * is longer than its device.
 */
must_check int verity_tree_open(struct verity_tree *tree, unsigned int root_size);

/*
 * Does the root hash match the top of the tree? buf has VERITY_BLOCK_SIZE_MAX bytes. Returns 0;
 * -EBADMSG if it does not; or a read error.
 */
must_check int verity_tree_check_root(const struct verity_tree *tree, uint8_t *buf);

/*
 * Check the whole tree from the root down, and all of the data against it. buf has 2 *
 * VERITY_BLOCK_SIZE_MAX bytes and is aligned to 4096. The bytes checked are added to *done. *bad is
 * set to the offset of the first wrong block. Returns 0; -EBADMSG if that block is in the data,
 * -EUCLEAN if it is in the hash device; or a read error.
 */
must_check int verity_tree_check(const struct verity_tree *tree, uint8_t *buf, uint64_t *done,
				 uint64_t *bad);
