// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/ext4.h"

enum { MAGIC = 0xef53, STATE_ERRORS = 0x0002, STATE_VALID = 0x0001, HAS_JOURNAL = 0x0004 };

bool ext4_has_errors(struct slice superblock)
{
	uint16_t state = slice_le16(superblock, 58);

	if (!slice_has(superblock, 0, EXT4_SUPERBLOCK_SIZE) || slice_le16(superblock, 56) != MAGIC)
		return false;
	/*
	 * Without a journal, an unclean unmount cannot be repaired by a replay: it counts as an
	 * error.
	 */
	return state & STATE_ERRORS ||
	       (!(state & STATE_VALID) && !(slice_le32(superblock, 92) & HAS_JOURNAL));
}
