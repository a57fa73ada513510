/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of a file in a FAT: a long one in UTF-16, and a short one of at most 8 and 3 bytes.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	FAT_NAME_UNITS_MAX = 255,
	FAT_NAME_SHORT = 11,
	FAT_NAME_RECORD = 32,
	FAT_NAME_RECORD_UNITS = 13, /* of a long name, in one record */
};

struct fat_name {
	uint8_t alias[FAT_NAME_SHORT]; /* padded by spaces, without the dot */
	unsigned int n_units;	       /* of the long name; 0: the short one says it all */
	uint16_t units[FAT_NAME_UNITS_MAX];
};

/*
 * Make both names of a name in UTF-8. number, from 1 on and at most 99999, becomes a part of the
 * short one, so that it differs from those of all other numbers. Returns 0, or -EINVAL if no file
 * in a FAT can have the name.
 */
must_check int fat_name_make(struct fat_name *ret, const char *name, unsigned int number);

/* The number of records that a file of this name takes in its folder. */
unsigned int fat_name_records(const struct fat_name *name);

/* Write all of these records. The rest of the last one, which is zero, is the caller's. */
void fat_name_write(const struct fat_name *name, uint8_t *records);
