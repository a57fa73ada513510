/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the maker of an ISO writes into a boot image for BIOS: the boot information table (bytes 8
 * to 63; mkisofs(8), "EL TORITO BOOT INFORMATION TABLE") and the address for GRUB's diskboot.img
 * (xorrisofs(1), --grub2-boot-info); and the boot catalog that names the image ("El Torito"
 * Bootable CD-ROM Format Specification 1.0, figures 3 and 7).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	BOOT_INFO_START = 8,
	BOOT_INFO_END = 64,
	BOOT_INFO_GRUB = 2548, /* 8 bytes, little endian */
	BOOT_INFO_GRUB_SIZE = 8,
	BOOT_INFO_SECTOR = 2048,
	BOOT_INFO_RECORD = 17, /* the sector of the boot record */
};

struct boot_info {
	uint32_t descriptor; /* sector of a primary volume descriptor */
	uint32_t start;	     /* sector of the image */
	uint32_t size;	     /* bytes */
	uint32_t sum;	     /* of the words of 32 bits from BOOT_INFO_END on */
};

/*
 * Parse the table from the first BOOT_INFO_END bytes of an image. Returns 0; -EBADMSG if they are
 * not all there, or the rest of the table is not zero.
 */
must_check int boot_info_parse(struct slice bytes, struct boot_info *ret);

/* The sector of the boot catalog, from the boot record. 0 if that is not El Torito's. */
uint32_t boot_info_catalog(struct slice record);

/* Does the first sector of a boot catalog have an entry whose image starts at this sector? */
bool boot_info_names(struct slice catalog, uint32_t sector);
