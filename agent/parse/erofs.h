/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The EROFS superblock (fs/erofs/erofs_fs.h, Linux 6.12; the 48-bit block count came with 6.15).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum { EROFS_SUPERBLOCK_OFFSET = 1024, EROFS_SUPERBLOCK_SIZE = 128 };

struct erofs {
	uint64_t size;	     /* bytes: the block count times the block size */
	uint32_t block_size; /* bytes, a power of two */
	uint64_t inodes;
	bool compressed;      /* some of its files may be */
	unsigned int devices; /* that it needs besides this one */
};

/*
 * Parse the EROFS_SUPERBLOCK_SIZE bytes at EROFS_SUPERBLOCK_OFFSET of an image. Returns 0;
 * -ENOENT if this is no EROFS; -EBADMSG if its block size or block count cannot be.
 */
must_check int erofs_parse(struct slice bytes, struct erofs *ret);
