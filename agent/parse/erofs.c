// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/erofs.h"

#include <errno.h>

enum { BLOCK_BITS_MIN = 9, BLOCK_BITS_MAX = 16 };
enum {
	INCOMPAT_ZERO_PADDING = 0x01, /* set with LZ4 */
	INCOMPAT_COMPRESSION = 0x02,  /* compression configuration, or large clusters */
	INCOMPAT_DEVICE_TABLE = 0x08,
	INCOMPAT_TAIL_PACKING = 0x10,
	INCOMPAT_FRAGMENTS = 0x20, /* fragments or deduplication */
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
	ret->metadata = (uint64_t)slice_le32(bytes, 40) << block_bits;
	ret->root = slice_le16(bytes, 14);
	ret->devices = incompat & INCOMPAT_DEVICE_TABLE ? slice_le16(bytes, 86) : 0;
	return 0;
}

enum { FORMAT_EXTENDED = 0x01, LAYOUT_PLAIN = 0, LAYOUT_INLINE = 2 };
enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_DIRECTORY = 0040000 };
enum { EXTENDED_SIZE = 64, XATTR_HEADER_SIZE = 12, XATTR_UNIT = 4 };

int erofs_inode_parse(struct slice bytes, struct erofs_inode *ret)
{
	uint16_t format = slice_le16(bytes, 0), xattrs = slice_le16(bytes, 2);
	uint16_t type = slice_le16(bytes, 4) & MODE_TYPE;
	bool extended = format & FORMAT_EXTENDED;

	if (!slice_has(bytes, 0, EROFS_INODE_SIZE))
		return -EBADMSG;
	ret->is_file = type == MODE_FILE;
	ret->is_directory = type == MODE_DIRECTORY;
	ret->is_plain = (format >> 1 & 7) == LAYOUT_PLAIN;
	ret->is_inline = (format >> 1 & 7) == LAYOUT_INLINE;
	ret->size = extended ? slice_le64(bytes, 8) : slice_le32(bytes, 8);
	ret->block = slice_le32(bytes, 16);
	ret->tail = extended ? EXTENDED_SIZE : EROFS_INODE_SIZE;
	if (xattrs > 0)
		ret->tail += XATTR_HEADER_SIZE + XATTR_UNIT * ((uint32_t)xattrs - 1);
	return 0;
}
