// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/superblock.h"

#include "base/slice.h"
#include "base/text.h"
#include "sys/io.h"

#include <blkid/blkid.h>
#include <errno.h>
#include <string.h>

enum { FAT_CLUSTER_MAX = 65536, UDF_AREA = 4 << 20 };

/* ECMA-119, 8.1.2: in the first volume descriptor, at sector 16. */
enum { ISO9660_IDENTIFIER = 32769 };

/* The types that a medium may have. To probe for all types, libblkid reads many more places. */
static char *const types[] = {
	(char *)"iso9660", (char *)"squashfs", (char *)"erofs", (char *)"ext4", (char *)"ext3",
	(char *)"ext2",	   (char *)"xfs",      (char *)"btrfs", (char *)"vfat", NULL
};

/* For the label of a FAT, libblkid reads a hundred clusters and keeps them in memory. A FAT with
 * larger clusters than FAT_CLUSTER_MAX, which no usual tool makes, is therefore not probed. */
static char *const without_fat[] = { (char *)"iso9660", (char *)"squashfs", (char *)"erofs",
				     (char *)"ext4",	(char *)"ext3",	    (char *)"ext2",
				     (char *)"xfs",	(char *)"btrfs",    NULL };

/* The area before an ISO contains a boot loader and tables: do not look for file systems there. */
static char *const iso9660[] = { (char *)"iso9660", NULL };

/*
 * Probed only if nothing else is found, and only up to the byte UDF_AREA, because libblkid reads
 * and keeps as many descriptors as the image names. Real ones are before sector 512 of 4 KiB.
 */
static char *const udf[] = { (char *)"udf", NULL };

static void take_value(blkid_probe probe, const char *name, char *buf, size_t size)
{
	const char *value;

	buf[0] = '\0';
	if (blkid_probe_lookup_value(probe, name, &value, NULL) == 0)
		text_copy_cut(buf, size, value);
}

/* Returns 0 if one was found, 1 if none, -EUCLEAN if several, or -E... */
static int probe_for(int fd, const struct extent *extent, char *const *list, struct superblock *ret)
{
	blkid_probe probe = blkid_new_probe();
	int r = -1;

	if (!probe)
		return -ENOMEM;
	if (blkid_probe_set_device(probe, fd, (blkid_loff_t)extent->offset,
				   (blkid_loff_t)extent->len) == 0 &&
	    blkid_probe_enable_superblocks(probe, 1) == 0 &&
	    blkid_probe_set_superblocks_flags(probe, BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL |
							     BLKID_SUBLKS_UUID) == 0 &&
	    blkid_probe_filter_superblocks_type(probe, BLKID_FLTR_ONLYIN, (char **)list) == 0)
		r = blkid_do_safeprobe(probe);
	if (r == 0) {
		take_value(probe, "TYPE", ret->type, sizeof(ret->type));
		take_value(probe, "LABEL", ret->label, sizeof(ret->label));
		take_value(probe, "UUID", ret->uuid, sizeof(ret->uuid));
	}
	blkid_free_probe(probe);
	if (r == -2)
		return -EUCLEAN;
	return r < 0 ? -EIO : r;
}

static bool is_costly_fat(int fd, uint64_t offset)
{
	uint8_t bytes[16];
	struct slice sector = { bytes, sizeof(bytes) };

	return io_read_at(fd, offset, bytes, sizeof(bytes)) == 0 &&
	       slice_le16(sector, 11) * slice_u8(sector, 13) > FAT_CLUSTER_MAX;
}

static bool is_iso9660(int fd, uint64_t offset)
{
	uint8_t bytes[5];

	return pread(fd, bytes, sizeof(bytes), (off_t)(offset + ISO9660_IDENTIFIER)) ==
		       sizeof(bytes) &&
	       memcmp(bytes, "CD001", sizeof(bytes)) == 0;
}

static char *const *choose_types(int fd, uint64_t offset)
{
	if (is_iso9660(fd, offset))
		return iso9660;
	return is_costly_fat(fd, offset) ? without_fat : types;
}

int superblock_probe(int fd, struct superblock *ret)
{
	const struct extent whole = { 0, 0 };

	return superblock_probe_extent(fd, &whole, ret);
}

int superblock_probe_extent(int fd, const struct extent *extent, struct superblock *ret)
{
	struct extent start = *extent;
	int r;

	*ret = (struct superblock){ "", "", "" };
	r = probe_for(fd, extent, choose_types(fd, extent->offset), ret);
	/* On a shorter device, UDF is not looked for. */
	if (r == 1 && (extent->len == 0 || extent->len > UDF_AREA)) {
		start.len = UDF_AREA;
		if (probe_for(fd, &start, udf, ret) < 0)
			*ret = (struct superblock){ "", "", "" };
	}
	return r < 0 ? r : 0;
}
