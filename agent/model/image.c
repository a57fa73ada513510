// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/image.h"

#include "parse/erofs.h"
#include "parse/squashfs.h"
#include "parse/volume.h"

#include <errno.h>

enum { DAX_BLOCK = 4096 };

/*
 * DAX needs uncompressed files and blocks of a page, 4 KiB (fs/erofs/super.c, inode.c, Linux 6.12).
 */
static const char *why_no_dax(const struct erofs *erofs)
{
	if (erofs->compressed)
		return "its files are compressed";
	return erofs->block_size == DAX_BLOCK ? NULL : "its block size is not 4 KiB";
}

int image_identify(const struct reader *reader, const struct extent *extent, struct image_kind *ret)
{
	uint8_t buf[EROFS_SUPERBLOCK_OFFSET + EROFS_SUPERBLOCK_SIZE];
	struct slice bytes = { buf, sizeof(buf) };
	struct squashfs squashfs;
	struct erofs erofs;
	int r;

	if (extent->len < sizeof(buf))
		return -ENOENT;
	r = reader_read(reader, extent->offset, buf, sizeof(buf));
	if (r < 0)
		return r;
	r = squashfs_parse(bytes, &squashfs);
	if (r == 0)
		*ret = (struct image_kind){ "squashfs", squashfs.compressor,
					    "squashfs does not support DAX", squashfs.size,
					    squashfs.inodes };
	if (r != -ENOENT)
		return r;
	r = erofs_parse(slice_sub(bytes, EROFS_SUPERBLOCK_OFFSET, EROFS_SUPERBLOCK_SIZE), &erofs);
	if (r == 0 && erofs.devices > 0)
		return -EOPNOTSUPP;
	if (r == 0)
		*ret = (struct image_kind){ "erofs", erofs.compressed ? "compressed" : "",
					    why_no_dax(&erofs), erofs.size, erofs.inodes };
	return r;
}

int image_identify_any(const struct reader *reader, const struct extent *extent,
		       struct image_kind *ret)
{
	uint8_t buf[VOLUME_SIZE];
	struct volume volume;
	int r = image_identify(reader, extent, ret);

	if (r != -ENOENT || extent->len < sizeof(buf))
		return r;
	r = reader_read(reader, extent->offset, buf, sizeof(buf));
	if (r == 0)
		r = volume_parse((struct slice){ buf, sizeof(buf) }, &volume);
	if (r == -ENOENT && extent->len > VOLUME_BTRFS_OFFSET + VOLUME_BTRFS_SIZE) {
		r = reader_read(reader, extent->offset + VOLUME_BTRFS_OFFSET, buf,
				VOLUME_BTRFS_SIZE);
		if (r == 0)
			r = volume_parse_btrfs((struct slice){ buf, VOLUME_BTRFS_SIZE }, &volume);
	}
	if (r == 0)
		*ret = (struct image_kind){ volume.fstype, "", "only erofs is used with DAX",
					    volume.size, 0 };
	return r;
}
