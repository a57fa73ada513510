// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/boot_info.h"

#include <errno.h>

enum {
	REST = 24,
	CATALOG = 71,
	ENTRY_SIZE = 32,
	ENTRY_IMAGE = 8,
	BOOTABLE = 0x88,
	NOT_BOOTABLE = 0
};

int boot_info_parse(struct slice bytes, struct boot_info *ret)
{
	if (!slice_has(bytes, 0, BOOT_INFO_END))
		return -EBADMSG;
	for (size_t i = REST; i < BOOT_INFO_END; i++)
		if (bytes.data[i] != 0)
			return -EBADMSG;
	ret->descriptor = slice_le32(bytes, 8);
	ret->start = slice_le32(bytes, 12);
	ret->size = slice_le32(bytes, 16);
	ret->sum = slice_le32(bytes, 20);
	return 0;
}

uint32_t boot_info_catalog(struct slice record)
{
	if (!slice_matches(record, 0, "\0CD001\1EL TORITO SPECIFICATION", 30))
		return 0;
	return slice_le32(record, CATALOG);
}

/* The first entry is the validation entry. */
bool boot_info_names(struct slice catalog, uint32_t sector)
{
	for (size_t at = ENTRY_SIZE; slice_has(catalog, at, ENTRY_SIZE); at += ENTRY_SIZE) {
		uint8_t kind = slice_u8(catalog, at);

		if ((kind == BOOTABLE || kind == NOT_BOOTABLE) && sector > 0 &&
		    slice_le32(catalog, at + ENTRY_IMAGE) == sector)
			return true;
	}
	return false;
}
