/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The header of a GUID Partition Table (UEFI 2.10, 5.3.2): the size of the disk that it describes.
 * libblkid reads the partitions, but it ignores the table of a disk that is too short, and so
 * cannot report a truncated image.
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
 * Parse the GPT_HEADER_SIZE bytes at GPT_HEADER_OFFSET of a disk. Returns 0; -ENOENT if this is not
 * a GPT; -EBADMSG if its sizes are not valid. Checksums are not verified.
 */
must_check int gpt_parse(struct slice bytes, struct gpt *ret);

/*
 * The size in bytes of the entries, as a primary or backup header gives it; 0 if the bytes are not
 * a GPT header.
 */
uint64_t gpt_table_size(struct slice header);
