// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/el_torito.h"

#include "unit/test.h"

#include <errno.h>
#include <string.h>

enum { SECTOR = 2048, BOOT_RECORD = 17 * SECTOR, CATALOG = 19, SECTORS = 20 };

static uint8_t iso[SECTORS * SECTOR];

static int read_iso(void *context, uint64_t offset, void *buf, size_t len)
{
	(void)context;
	if (offset == SECTOR)
		return -EIO;
	memcpy(buf, iso + offset, len);
	return 0;
}

static struct el_torito read_catalog(void)
{
	const struct reader reader = { read_iso, NULL, sizeof(iso) };
	struct el_torito boot;

	CHECK(el_torito_read(&boot, &reader) == 0);
	return boot;
}

static uint8_t *put_catalog(void)
{
	uint8_t *catalog = iso + (size_t)CATALOG * SECTOR;

	memset(iso, 0, sizeof(iso));
	memcpy(iso + BOOT_RECORD, "\0CD001\1EL TORITO SPECIFICATION", 31);
	iso[BOOT_RECORD + 71] = CATALOG;
	catalog[0] = 1;
	memcpy(catalog + 30, "\x55\xaa", 2);
	return catalog;
}

TEST(el_torito_images)
{
	uint8_t *catalog = put_catalog();
	struct el_torito boot;

	memcpy(catalog + 32, "\x88\0\0\0\0\0\4\0\x19", 9);
	memcpy(catalog + 64, "\x91\xef\1", 3);
	memcpy(catalog + 96, "\x88\0\0\0\0\0\0\0\xff\xff\xff\xff", 12);
	memcpy(catalog + 128, "\0\0\0\0\0\0\4\0\x20", 9); /* not bootable */
	boot = read_catalog();
	CHECK(boot.count == 2 && boot.offsets[0] == 0x19 * SECTOR);
	CHECK(boot.offsets[1] == UINT64_C(0xffffffff) * SECTOR);
	memset(catalog + 32, 0x88, SECTOR - 32);
	CHECK(read_catalog().count == EL_TORITO_IMAGES_MAX);
}

TEST(el_torito_none)
{
	uint8_t *catalog = put_catalog();

	catalog[32] = 0x88;
	CHECK(read_catalog().count == 1);
	catalog[31] = 0;
	CHECK(read_catalog().count == 0);
	catalog = put_catalog();
	catalog[32] = 0x88;
	iso[BOOT_RECORD + 71] = SECTORS; /* outside the image */
	CHECK(read_catalog().count == 0);
	catalog = put_catalog();
	catalog[32] = 0x88;
	iso[BOOT_RECORD] = 1; /* another descriptor */
	CHECK(read_catalog().count == 0);
}

TEST(el_torito_that_cannot_be_read)
{
	const struct reader reader = { read_iso, NULL, sizeof(iso) };
	struct el_torito boot;

	put_catalog();
	iso[BOOT_RECORD + 71] = 1;
	CHECK(el_torito_read(&boot, &reader) == -EIO && boot.count == 0);
}
