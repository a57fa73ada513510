// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/squashfs.h"

#include <errno.h>

enum { BLOCK_LOG_MIN = 12, BLOCK_LOG_MAX = 20 };

static const char *compressor_name(uint16_t number)
{
	static const char *const names[] = { "gzip", "lzma", "lzo", "xz", "lz4", "zstd" };

	return number >= 1 && number <= array_size(names) ? names[number - 1] : "unknown";
}

int squashfs_parse(struct slice bytes, struct squashfs *ret)
{
	uint16_t block_log = slice_le16(bytes, 22);
	uint64_t size = slice_le64(bytes, 40);

	if (!slice_matches(bytes, 0, "hsqs", 4))
		return -ENOENT;
	if (!slice_has(bytes, 0, SQUASHFS_SUPERBLOCK_SIZE))
		return -EBADMSG;
	if (slice_le16(bytes, 28) != 4)
		return -EOPNOTSUPP;
	if (block_log < BLOCK_LOG_MIN || block_log > BLOCK_LOG_MAX ||
	    slice_le32(bytes, 12) != UINT32_C(1) << block_log)
		return -EBADMSG;
	if (size < SQUASHFS_SUPERBLOCK_SIZE || size > INT64_MAX)
		return -EBADMSG;
	ret->size = size;
	ret->inodes = slice_le32(bytes, 4);
	ret->compressor = compressor_name(slice_le16(bytes, 20));
	return 0;
}
