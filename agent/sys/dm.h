/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device-mapper: read-only linear devices over extents of a disk, and dm-verity devices, by the
 * ioctls of /dev/mapper/control (include/uapi/linux/dm-ioctl.h, drivers/md/dm-linear.c and
 * dm-verity-target.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "model/verity_table.h"

#include <stdbool.h>

enum { DM_NAME_SIZE = 64, DM_PATH_SIZE = 32 };

struct dm {
	char name[DM_NAME_SIZE];
	char path[DM_PATH_SIZE]; /* "/dev/dm-0" */
};

/*
 * Make a read-only device of this name. It contains the extents, one after the other, of the disk
 * that is open as fd. The extents must begin and end at multiples of 512. Returns 0; -EINVAL for
 * other extents; -ENOENT or -ENODEV if the kernel has no device-mapper; or -E..., and then there is
 * no device.
 */
must_check int dm_create(const char *name, int fd, const struct extent *extents, unsigned int n,
			 struct dm *ret);

/*
 * Make a device of the data, by a table with the paths of its devices. Its blocks are verified when
 * they are read. Returns as dm_create(); also -EINVAL for a part that the kernel does not know; or
 * an error of the signature, see model/verity_table.h.
 */
must_check int dm_create_verity(const char *name, const struct verity_table *table, struct dm *ret);

/* Has dm-verity found a corrupted block? */
bool dm_is_corrupted(const struct dm *dm);

/* Remove the device: now, or when its last user closes it. */
void dm_remove(const struct dm *dm);

/*
 * Remove any device by its name, now. Returns 0; -EBUSY if it is used; -ENXIO if it does not exist;
 * or -E... A device that dm_remove() left to its last user may still be listed then, because a work
 * item removes it (drivers/md/dm.c).
 */
must_check int dm_remove_now(const char *name);
