/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The squashfs 4.0 superblock (Documentation/filesystems/squashfs.rst and
 * fs/squashfs/squashfs_fs.h, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { SQUASHFS_SUPERBLOCK_SIZE = 96 };

struct squashfs {
	uint64_t size; /* bytes that the file system uses, without padding */
	uint32_t inodes;
	const char *compressor; /* "gzip", "xz", ...; "unknown" for an unknown number */
};

/*
 * Parse the first SQUASHFS_SUPERBLOCK_SIZE bytes of an image. Returns 0; -ENOENT if this is not a
 * squashfs; -EOPNOTSUPP if its version is not 4; -EBADMSG if it is damaged.
 */
must_check int squashfs_parse(struct slice bytes, struct squashfs *ret);
