// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/image.h"

#include "parse/erofs.h"
#include "parse/squashfs.h"

#include <errno.h>

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
		*ret = (struct image_kind){ "squashfs", squashfs.compressor, squashfs.size };
	if (r != -ENOENT)
		return r;
	r = erofs_parse(slice_sub(bytes, EROFS_SUPERBLOCK_OFFSET, EROFS_SUPERBLOCK_SIZE), &erofs);
	if (r == 0)
		*ret = (struct image_kind){ "erofs", "", erofs.size };
	return r;
}
