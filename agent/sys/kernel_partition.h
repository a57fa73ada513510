/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's own partitions of a disk, /dev/pmem0p1 and so on (block/partitions/core.c).
 */
#pragma once

#include "base/attributes.h"
#include "model/partition.h"

/*
 * Make the kernel forget a partition of the disk ("pmem0") that is open as fd. The disk itself does
 * not change. Returns 0; -ENOENT if the kernel has no partition with this number and start; -EBUSY
 * if it is in use; or -E...
 */
must_check int kernel_partition_forget(int fd, const char *disk, const struct partition *partition);

/*
 * Give the kernel a partition again that it has forgotten, with this number and extent. Unlike a
 * new look at the table (BLKRRPART), this is possible while something holds the disk. Returns 0 or
 * -E...
 */
must_check int kernel_partition_restore(int fd, unsigned int number, const struct extent *extent);
