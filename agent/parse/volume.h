/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Superblocks of the writable file systems that a root image can have: ext2, ext3 and ext4
 * (fs/ext4/ext4.h), XFS (fs/xfs/libxfs/xfs_format.h), Btrfs (include/uapi/linux/btrfs_tree.h),
 * Linux 6.12.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* The bytes from the start of the file system that volume_parse() looks at. */
enum { VOLUME_SIZE = 2048 };

/* Where Btrfs has its superblock, and the bytes of it that volume_parse_btrfs() looks at. */
enum { VOLUME_BTRFS_OFFSET = 65536, VOLUME_BTRFS_SIZE = 200 };

struct volume {
	const char *fstype; /* "ext4", also for ext2 and ext3; "xfs"; "btrfs" */
	uint64_t size;	    /* bytes */
	uint32_t block_size;
	uint64_t devices;  /* of which it consists */
	uint64_t features; /* bits that a kernel has to know to read it ("incompat") */
	bool old_format;   /* XFS before version 5 */
};

/* Parse the superblock. Returns 0; -ENOENT if it is none of these; -EBADMSG for a bad one. */
must_check int volume_parse(struct slice bytes, struct volume *ret);
must_check int volume_parse_btrfs(struct slice superblock, struct volume *ret);
