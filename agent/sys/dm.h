/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device-mapper: read-only linear devices over extents of a disk, and verified ones, by the ioctls
 * of /dev/mapper/control (include/uapi/linux/dm-ioctl.h, drivers/md/dm-linear.c and
 * dm-verity-target.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdbool.h>

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

/* What dm-verity is told (Documentation/admin-guide/device-mapper/verity.rst). */
struct dm_verity {
	const char *data, *hashes; /* paths of the devices */
	uint64_t hash_start; /* hash blocks on theirs before the tree, the superblock's with them */
	uint32_t data_block_size, hash_block_size; /* bytes */
	uint64_t data_blocks;
	const char *algorithm, *root, *salt; /* hexadecimal; salt may be "" */
	bool panic; /* a corrupted block is the end, not an I/O error (Linux 5.9) */
};

/* Make a device of the data, whose blocks are verified when they are read. As dm_create(). */
must_check int dm_create_verity(const char *name, const struct dm_verity *verity, struct dm *ret);

/* Has dm-verity met a corrupted block? */
bool dm_is_corrupted(const struct dm *dm);

/* Remove the device: now if nobody uses it, otherwise when its last user goes. */
void dm_remove(const struct dm *dm);

/*
 * Remove any device by its name, now. Returns 0; -ENXIO if it is gone already (a work item removes
 * those that dm_remove() left to their last user, drivers/md/dm.c: they stay listed for a while);
 * -EBUSY if it is used; or -E...
 */
must_check int dm_remove_now(const char *name);
