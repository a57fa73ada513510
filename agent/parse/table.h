/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Check the size of a partition table before libblkid reads it: libblkid reads into memory as much
 * as the table claims to have (util-linux 2.38, libblkid/src/partitions/gpt.c, dos.c).
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"

#include <stdbool.h>

enum {
	TABLE_GPT_ENTRIES_MAX = 1024, /* of 128 bytes each; all known tools make tables of 128 */
	TABLE_EXTENDED_MAX = 128,     /* extended partitions of a DOS table in total */
};

/* May the disk have a table? Without a boot record there is neither a GPT nor a DOS table. */
bool table_may_exist(const struct reader *reader);

/*
 * Check both headers of a GPT, and the chains of extended partitions, of a disk with sectors of
 * sector_size bytes. Returns 0 if the table is within the limits or there is none; -E2BIG, with a
 * sentence in *why; or a read error.
 */
must_check int table_look(const struct reader *reader, unsigned int sector_size, const char **why);
