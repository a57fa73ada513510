// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/erofs.h"

#include <errno.h>

enum { BLOCK_BITS_MIN = 9, BLOCK_BITS_MAX = 16 };
enum {
	ZERO_PADDING = 0x01, /* set with LZ4 */
	COMPR_CFGS = 0x02,   /* the algorithms are listed */
	DEVICE_TABLE = 0x08, /* or, without devices, several algorithms */
	COMPRESSED = ZERO_PADDING | COMPR_CFGS | EROFS_TAIL_PACKING | EROFS_FRAGMENTS,
};

int erofs_parse(struct slice bytes, struct erofs *ret)
{
	uint8_t block_bits = slice_u8(bytes, 12);
	uint64_t blocks = slice_le32(bytes, 36);
	uint32_t features = slice_le32(bytes, 80);
	uint64_t root = features & EROFS_48BIT ? slice_le64(bytes, 112) : 0;

	if (!slice_matches(bytes, 0, "\xe2\xe1\xf5\xe0", 4))
		return -ENOENT;
	if (!slice_has(bytes, 0, EROFS_SUPERBLOCK_SIZE))
		return -EBADMSG;
	/* The same two bytes are the end of the block count, or the root's number. */
	if (root > 0)
		blocks |= (uint64_t)slice_le16(bytes, 14) << 32;
	if (block_bits < BLOCK_BITS_MIN || block_bits > BLOCK_BITS_MAX || blocks == 0 ||
	    blocks > (uint64_t)INT64_MAX >> block_bits)
		return -EBADMSG;
	ret->block_size = UINT32_C(1) << block_bits;
	ret->size = blocks << block_bits;
	ret->inodes = slice_le64(bytes, 16);
	ret->features = features;
	ret->algorithms = 0;
	if (features & COMPRESSED)
		ret->algorithms = features & COMPR_CFGS ? slice_le16(bytes, 84) : EROFS_LZ4;
	ret->compressed = features & COMPRESSED;
	ret->metadata = (uint64_t)slice_le32(bytes, 40) << block_bits;
	ret->root = root > 0 ? root : slice_le16(bytes, 14);
	ret->devices = features & DEVICE_TABLE ? slice_le16(bytes, 86) : 0;
	return 0;
}

enum {
	FORMAT_EXTENDED = 0x01,
	LAYOUT_PLAIN = 0,
	LAYOUT_FULL = 1,
	LAYOUT_INLINE = 2,
	LAYOUT_COMPACT = 3
};
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
	ret->is_compressed = (format >> 1 & 7) == LAYOUT_FULL ||
			     (format >> 1 & 7) == LAYOUT_COMPACT;
	ret->size = extended ? slice_le64(bytes, 8) : slice_le32(bytes, 8);
	ret->block = slice_le32(bytes, 16);
	ret->tail = extended ? EXTENDED_SIZE : EROFS_INODE_SIZE;
	if (xattrs > 0)
		ret->tail += XATTR_HEADER_SIZE + XATTR_UNIT * ((uint32_t)xattrs - 1);
	return 0;
}
