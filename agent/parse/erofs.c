// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/erofs.h"

#include <errno.h>

enum { BLOCK_BITS_MIN = 9, BLOCK_BITS_MAX = 16 };
enum { INCOMPAT_48BIT = 0x80 };

int erofs_parse(struct slice bytes, struct erofs *ret)
{
	uint8_t block_bits = slice_u8(bytes, 12);
	uint64_t blocks = slice_le32(bytes, 36);

	if (!slice_matches(bytes, 0, "\xe2\xe1\xf5\xe0", 4))
		return -ENOENT;
	if (!slice_has(bytes, 0, EROFS_SUPERBLOCK_SIZE))
		return -EBADMSG;
	if (slice_le32(bytes, 80) & INCOMPAT_48BIT)
		blocks |= (uint64_t)slice_le16(bytes, 14) << 32;
	if (block_bits < BLOCK_BITS_MIN || block_bits > BLOCK_BITS_MAX || blocks == 0 ||
	    blocks > (uint64_t)INT64_MAX >> block_bits)
		return -EBADMSG;
	ret->block_size = UINT32_C(1) << block_bits;
	ret->size = blocks << block_bits;
	return 0;
}
