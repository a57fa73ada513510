/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the superblock of ext2, ext3 or ext4 says of its state (Documentation/filesystems/ext4/
 * super.rst, Linux 6.12).
 */
#pragma once

#include "base/slice.h"

enum { EXT4_SUPERBLOCK_OFFSET = 1024, EXT4_SUPERBLOCK_SIZE = 1024 };

/*
 * Is it such a superblock, and does it say that errors were found? A journal that is only to be
 * replayed is no error.
 */
bool ext4_has_errors(struct slice superblock);
