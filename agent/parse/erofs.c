// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/erofs.h"

#include <errno.h>

enum { BLOCK_BITS_MIN = 9, BLOCK_BITS_MAX = 16 };
enum {
	INCOMPAT_ZERO_PADDING = 0x01, /* with LZ4 */
	INCOMPAT_COMPRESSION = 0x02,  /* its configuration, or large clusters */
	INCOMPAT_DEVICE_TABLE = 0x08,
	INCOMPAT_TAIL_PACKING = 0x10,
	INCOMPAT_FRAGMENTS = 0x20, /* or deduplication */
	INCOMPAT_48BIT = 0x80,
	COMPRESSED = INCOMPAT_ZERO_PADDING | INCOMPAT_COMPRESSION | INCOMPAT_TAIL_PACKING |
		     INCOMPAT_FRAGMENTS,
};

int erofs_parse(struct slice bytes, struct erofs *ret)
{
	uint8_t block_bits = slice_u8(bytes, 12);
	uint64_t blocks = slice_le32(bytes, 36);
	uint32_t incompat = slice_le32(bytes, 80);

	if (!slice_matches(bytes, 0, "\xe2\xe1\xf5\xe0", 4))
		return -ENOENT;
	if (!slice_has(bytes, 0, EROFS_SUPERBLOCK_SIZE))
		return -EBADMSG;
	if (incompat & INCOMPAT_48BIT)
		blocks |= (uint64_t)slice_le16(bytes, 14) << 32;
	if (block_bits < BLOCK_BITS_MIN || block_bits > BLOCK_BITS_MAX || blocks == 0 ||
	    blocks > (uint64_t)INT64_MAX >> block_bits)
		return -EBADMSG;
	ret->block_size = UINT32_C(1) << block_bits;
	ret->size = blocks << block_bits;
	ret->inodes = slice_le64(bytes, 16);
	ret->compressed = incompat & COMPRESSED;
	ret->devices = incompat & INCOMPAT_DEVICE_TABLE ? slice_le16(bytes, 86) : 0;
	return 0;
}
