/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The header of a GUID Partition Table (UEFI 2.10, 5.3.2): how long the disk is that it describes.
 * The partitions themselves are libblkid's, which passes over the table of a disk that is too
 * short.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum {
	GPT_SECTOR = 512,
	GPT_HEADER_OFFSET = GPT_SECTOR,
	GPT_HEADER_SIZE = 92,
	GPT_ENTRY_SIZE = 128,
};

struct gpt {
	uint64_t size; /* bytes, from the first sector to the backup header's end */
};

/*
 * Parse the GPT_HEADER_SIZE bytes at GPT_HEADER_OFFSET of a disk. Returns 0; -ENOENT if this is no
 * GPT; -EBADMSG if its sizes cannot be. Checksums are not looked at.
 */
must_check int gpt_parse(struct slice bytes, struct gpt *ret);

/* How many bytes the entries have by a header, the primary one or the backup; 0 if it is none. */
uint64_t gpt_table_size(struct slice header);
