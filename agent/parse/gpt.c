// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/gpt.h"

#include <errno.h>

int gpt_parse(struct slice bytes, struct gpt *ret)
{
	uint64_t backup = slice_le64(bytes, 32), first = slice_le64(bytes, 40),
		 last = slice_le64(bytes, 48);

	if (!slice_matches(bytes, 0, "EFI PART", 8))
		return -ENOENT;
	if (!slice_has(bytes, 0, GPT_HEADER_SIZE) || slice_le64(bytes, 24) != 1)
		return -EBADMSG;
	if (first < 2 || first > last || last >= backup ||
	    backup >= (uint64_t)INT64_MAX / GPT_SECTOR)
		return -EBADMSG;
	ret->size = (backup + 1) * GPT_SECTOR;
	return 0;
}

uint64_t gpt_table_size(struct slice header)
{
	if (!slice_matches(header, 0, "EFI PART", 8))
		return 0;
	return (uint64_t)slice_le32(header, 80) * slice_le32(header, 84);
}
