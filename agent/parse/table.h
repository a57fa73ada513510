/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A partition table before libblkid reads it: as much as the table says is read into memory by
 * that (util-linux 2.38, libblkid/src/partitions/gpt.c, dos.c), so what it says is looked at first.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"

enum {
	TABLE_GPT_ENTRIES_MAX = 1024, /* of 128 bytes; a table of all known tools has 128 */
	TABLE_EXTENDED_MAX = 128,     /* extended partitions of a DOS table, in all */
};

/*
 * Is the table of a disk with sectors of so many bytes, if it has one, within the limits: both
 * headers of a GPT, and the chains of extended partitions? 0; -E2BIG, and *why is a sentence; or a
 * read error.
 */
must_check int table_look(const struct reader *reader, unsigned int sector_size, const char **why);
