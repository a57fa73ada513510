/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot images for BIOS that the maker of the ISO patched, maybe after a list of sums was made.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

enum { BOOT_IMAGE_SIZE_MAX = 16 << 20, BOOT_IMAGE_BUFFER = 32 << 10 };

enum boot_image_patch {
	BOOT_IMAGE_PLAIN, /* not a boot image, or it has no patch that agrees with the volume */
	BOOT_IMAGE_TABLE, /* a boot information table, whose sum of the rest is right */
	BOOT_IMAGE_GRUB,  /* no table, but GRUB's address of the image */
};

/*
 * Find out how a file of an ISO, of size bytes at an extent of the reader, was patched. Only an
 * image of at most BOOT_IMAGE_SIZE_MAX bytes that the boot catalog names counts, and only values
 * that agree with the volume. buf has BOOT_IMAGE_BUFFER bytes. Returns 0 or a read error.
 */
must_check int boot_image_find_patch(const struct reader *reader, const struct extent *file,
				     uint64_t size, uint8_t *buf, enum boot_image_patch *ret);
