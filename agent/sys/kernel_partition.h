/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's own partitions of a disk, /dev/pmem0p1 and so on (block/partitions/core.c).
 */
#pragma once

#include "base/attributes.h"
#include "model/partition.h"

/*
 * Make the kernel forget a partition of the disk ("pmem0") that is open as fd, until the table is
 * read again. The disk itself does not change. Returns 0; -ENOENT if the kernel has no partition
 * with this number and start; -EBUSY if it is in use; or -E...
 */
must_check int kernel_partition_forget(int fd, const char *disk, const struct partition *partition);

/* Make the kernel read the table again. Returns 0; -EBUSY if something holds the disk; or -E... */
must_check int kernel_partition_reread(int fd);
