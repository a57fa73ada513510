/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Media of 2 MiB that cost as much as can be, made in memory, with a reader that counts. Nothing
 * that is asked of one may cost more than a few times its size.
 */
#pragma once

#include "base/reader.h"

#include <stdbool.h>

enum { WORST_SIZE = 2 << 20, WORST_SECTOR = 2048, WORST_SECTORS = WORST_SIZE / WORST_SECTOR };
enum { WORST_ROOT = 20 }; /* the sector where an ISO's root directory begins */

struct worst {
	uint8_t data[WORST_SIZE];
	struct reader reader;
	uint64_t reads, bytes; /* asked for so far, and how many bytes of it */
	uint8_t *at, *end;     /* where the directory that is being written goes on, and ends */
};

/* Zeros. Free it. */
struct worst *worst_new(void);

/* An ISO with Rock Ridge whose root directory has so many sectors. */
struct worst *worst_iso(unsigned int root_sectors);

/* Go on with the directory of so many sectors at a sector: "." and ".." are put there. */
void worst_directory(struct worst *worst, unsigned int sector, unsigned int sectors);

/*
 * Add a record to it, with a Rock Ridge name and then the bytes of use. False if there is no room.
 */
bool worst_record(struct worst *worst, const char *name, uint8_t flags, unsigned int sector,
		  uint32_t len, const void *use, size_t use_len);

/* A SUSP CE entry in buf: the continuation is so many bytes at a byte of a sector. Returns 28. */
size_t worst_continuation(uint8_t *buf, unsigned int sector, unsigned int offset, uint32_t len);

void worst_put(uint8_t *to, uint64_t value, unsigned int width); /* little-endian */
