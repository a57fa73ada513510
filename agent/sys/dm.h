/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device-mapper: read-only linear devices over extents of a disk, by the ioctls of
 * /dev/mapper/control (include/uapi/linux/dm-ioctl.h, drivers/md/dm-linear.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

enum { DM_NAME_SIZE = 64, DM_PATH_SIZE = 32 };

struct dm {
	char name[DM_NAME_SIZE];
	char path[DM_PATH_SIZE]; /* "/dev/dm-0" */
};

/*
 * Make the device name, whose bytes are those of the extents, one behind the other, of the disk
 * that fd is open on. It can't be written to. The extents begin and end at multiples of 512.
 * Returns 0; -EINVAL for extents that don't; -ENOENT or -ENODEV if the kernel has no
 * device-mapper; or -E..., and then there is no device.
 */
must_check int dm_create(const char *name, int fd, const struct extent *extents, unsigned int n,
			 struct dm *ret);

/* Remove the device: now if nobody uses it, otherwise when its last user goes. */
void dm_remove(const struct dm *dm);

/*
 * Remove any device by its name, now. Returns 0; -ENXIO if it is gone already (a work item removes
 * those that dm_remove() left to their last user, drivers/md/dm.c: they stay listed for a while);
 * -EBUSY if it is used; or -E...
 */
must_check int dm_remove_now(const char *name);
