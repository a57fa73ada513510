// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/filesystem.h"

#include "base/attributes.h"

#include <string.h>

/* The options prevent a journal replay, which fails on a read-only device. */
static const struct filesystem filesystems[] = {
	{ "squashfs", "squashfs", "", false },
	{ "erofs", "erofs", "", false },
	{ "ext4", "ext4", ",noload", true },
	{ "ext3", "ext4", ",noload", true },
	{ "ext2", "ext4", ",noload", true },
	{ "xfs", "xfs", ",norecovery", true },
	{ "btrfs", "btrfs", ",rescue=nologreplay", true },
};

const struct filesystem *filesystem_find(const char *type)
{
	for (size_t i = 0; i < array_size(filesystems); i++)
		if (strcmp(filesystems[i].type, type) == 0)
			return &filesystems[i];
	return NULL;
}
