/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ISO 9660 images built by hand, byte by byte, for what no tool would write.
 */
#pragma once

#include "base/reader.h"

#include <stdbool.h>

enum { IMAGE_SECTORS = 64, IMAGE_ROOT = 20, SECTOR = 2048 };

struct image {
	uint8_t data[IMAGE_SECTORS * SECTOR];
	struct reader reader;
	size_t reads; /* bytes that were read */
};

/* A volume "TEST" with an empty root directory of one sector at IMAGE_ROOT. */
struct image *image_new(bool rock_ridge);

/* "." and ".." of a directory in one sector. */
void image_directory(struct image *image, unsigned int sector, bool with_sp);

/*
 * Add a record to a directory: its ISO name, flags, first sector and length of the data, and its
 * system use field. Returns the record, for the test to spoil.
 */
uint8_t *image_add(struct image *image, unsigned int directory, const char *name, uint8_t flags,
		   unsigned int sector, uint32_t len, const void *system_use, size_t use_len);

/* A Rock Ridge NM entry with flags 0 in buf. Returns its length. */
size_t image_nm(uint8_t *buf, uint8_t flags, const char *name);

/* A file that begins as a squashfs of so many bytes. */
void image_squashfs(struct image *image, unsigned int sector, uint32_t bytes_used);

void image_put32(uint8_t *to, uint32_t value);
