// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/el_torito.h"

#include "base/slice.h"

#include <string.h>

enum { SECTOR = 2048, BOOT_RECORD = 17 * SECTOR, BOOT_RECORD_CATALOG = 71 };
enum { RECORD = 32, RECORD_IMAGE = 8, VALIDATION = 1, VALIDATION_KEY = 30, BOOTABLE = 0x88 };

/* The identifiers of the boot record, the first 39 bytes of its sector. */
static const uint8_t identifiers[39] = "\0CD001\1EL TORITO SPECIFICATION";

/* A boot image may start at sector 0: in an ISO that is a disk image, too. */
static void take_images(struct el_torito *ret, struct slice catalog)
{
	for (size_t at = RECORD; at < catalog.len && ret->count < EL_TORITO_IMAGES_MAX;
	     at += RECORD)
		if (slice_u8(catalog, at) == BOOTABLE)
			ret->offsets[ret->count++] =
				(uint64_t)slice_le32(catalog, at + RECORD_IMAGE) * SECTOR;
}

int el_torito_read(struct el_torito *ret, const struct reader *reader)
{
	uint8_t bytes[SECTOR];
	struct slice sector = { bytes, sizeof(bytes) };
	int r = reader_read(reader, BOOT_RECORD, bytes, sizeof(bytes));

	*ret = (struct el_torito){ 0 };
	if (r == 0 && !slice_matches(sector, 0, identifiers, sizeof(identifiers)))
		return 0;
	if (r == 0)
		r = reader_read(reader, (uint64_t)slice_le32(sector, BOOT_RECORD_CATALOG) * SECTOR,
				bytes, sizeof(bytes));
	if (r == 0 && slice_u8(sector, 0) == VALIDATION &&
	    slice_matches(sector, VALIDATION_KEY, "\x55\xaa", 2))
		take_images(ret, sector);
	return r == -ERANGE ? 0 : r;
}
