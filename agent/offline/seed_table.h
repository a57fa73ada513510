/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Add a partition for the seed (model/seed.h) to the partition table of an image, after its end. A
 * GPT, with its backup at the new end, or else the table in the boot record gets the entry; an
 * image without a boot record gets one. Sources: UEFI 2.10, 5.2 and 5.3.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"
#include "parse/gpt.h"
#include "parse/table.h"

enum { SEED_TABLE_SECTOR = 512, SEED_TABLE_WRITES_MAX = 6 };

/* Room between the end of the image and the seed, for a signature of the volume. */
enum { SEED_TABLE_ROOM = 4096 };

struct seed_table_write {
	uint64_t offset; /* bytes */
	const uint8_t *bytes;
	size_t len;
};

struct seed_table {
	struct extent seed;
	uint64_t size; /* of the image, bytes */
	unsigned int n_writes;
	struct seed_table_write writes[SEED_TABLE_WRITES_MAX]; /* into the arrays below */
	uint8_t record[SEED_TABLE_SECTOR], header[SEED_TABLE_SECTOR], backup[SEED_TABLE_SECTOR];
	uint8_t mark[SEED_TABLE_SECTOR];
	uint8_t entries[TABLE_GPT_ENTRIES_MAX * GPT_ENTRY_SIZE];
};

/*
 * Plan what to write to the image, which may be anything, for a seed of this length, which is
 * valid. Returns 0; -EBADMSG for a table that is damaged, -ENOSPC for one that is full, -EFBIG for
 * an image that is too large for its table, each with a sentence in *why; or a read error.
 */
must_check int seed_table_make(struct seed_table *ret, const struct reader *reader,
			       uint64_t seed_len, const char **why);
