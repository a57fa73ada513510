// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/superblock.h"

#include "base/text.h"

#include <blkid/blkid.h>
#include <errno.h>

/* What a medium may be; probing for all that libblkid knows reads all over the device. */
static char *const types[] = { (char *)"iso9660",
			       (char *)"udf",
			       (char *)"squashfs",
			       (char *)"erofs",
			       (char *)"ext4",
			       (char *)"ext3",
			       (char *)"ext2",
			       (char *)"vfat",
			       (char *)"xfs",
			       (char *)"btrfs",
			       NULL };

static void take_value(blkid_probe probe, const char *name, char *buf, size_t size)
{
	const char *value;

	buf[0] = '\0';
	if (blkid_probe_lookup_value(probe, name, &value, NULL) == 0)
		text_copy_cut(buf, size, value);
}

int superblock_probe(int fd, struct superblock *ret)
{
	const struct extent whole = { 0, 0 };

	return superblock_probe_extent(fd, &whole, ret);
}

int superblock_probe_extent(int fd, const struct extent *extent, struct superblock *ret)
{
	blkid_probe probe = blkid_new_probe();
	int r;

	if (!probe)
		return -ENOMEM;
	*ret = (struct superblock){ "", "", "" };
	if (blkid_probe_set_device(probe, fd, (blkid_loff_t)extent->offset,
				   (blkid_loff_t)extent->len) < 0 ||
	    blkid_probe_enable_superblocks(probe, 1) < 0 ||
	    blkid_probe_set_superblocks_flags(probe, BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL |
							     BLKID_SUBLKS_UUID) < 0 ||
	    blkid_probe_filter_superblocks_type(probe, BLKID_FLTR_ONLYIN, (char **)types) < 0) {
		blkid_free_probe(probe);
		return -EIO;
	}
	/* 0 found, 1 nothing, -2 several, -1 error */
	r = blkid_do_safeprobe(probe);
	if (r == 0) {
		take_value(probe, "TYPE", ret->type, sizeof(ret->type));
		take_value(probe, "LABEL", ret->label, sizeof(ret->label));
		take_value(probe, "UUID", ret->uuid, sizeof(ret->uuid));
	}
	blkid_free_probe(probe);
	if (r == -2)
		return -EUCLEAN;
	return r < 0 ? -EIO : 0;
}
