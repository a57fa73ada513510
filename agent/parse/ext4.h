/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state in the superblock of ext2, ext3 or ext4 (Documentation/filesystems/ext4/ super.rst,
 * Linux 6.12).
 */
#pragma once

#include "base/slice.h"

enum { EXT4_SUPERBLOCK_OFFSET = 1024, EXT4_SUPERBLOCK_SIZE = 1024 };

/*
 * Is this a superblock of ext2, ext3 or ext4, and does it record errors? A journal that must be
 * replayed is not an error.
 */
bool ext4_has_errors(struct slice superblock);
