// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/table.h"

#include "base/slice.h"
#include "parse/gpt.h"

#include <errno.h>

enum { MBR_SIZE = 512, MBR_ENTRIES = 446, ENTRY_SIZE = 16, N_ENTRIES = 4, MBR_MAGIC = 510 };

/* A header outside the disk is missing, which is not an error. */
static int look_at_gpt(const struct reader *reader, uint64_t offset, const char **why)
{
	uint8_t buf[GPT_HEADER_SIZE];
	int r = reader_read(reader, offset, buf, sizeof(buf));

	if (r == 0 && gpt_table_size((struct slice){ buf, sizeof(buf) }) >
			      (uint64_t)TABLE_GPT_ENTRIES_MAX * GPT_ENTRY_SIZE) {
		*why = "the GPT says that it has more than 1024 entries of 128 bytes";
		return -E2BIG;
	}
	return r == -ERANGE ? 0 : r;
}

/*
 * Where an extended partition begins, in units of 512 bytes; factor is the number of units in a
 * sector. 0 if the entry is not of an extended partition. The result has 32 bits, as in libblkid.
 */
static uint32_t extended_start(struct slice sector, unsigned int i, uint32_t factor)
{
	struct slice entry = slice_sub(sector, MBR_ENTRIES + i * (size_t)ENTRY_SIZE, ENTRY_SIZE);
	uint8_t type = slice_u8(entry, 4);

	if ((type != 0x05 && type != 0x0f && type != 0x85) || slice_le32(entry, 12) * factor == 0)
		return 0;
	return slice_le32(entry, 8) * factor;
}

/* The next boot record of the chain, relative to the first one; 0 at the end of the chain. */
static uint32_t next_in_chain(struct slice sector, uint32_t factor)
{
	uint32_t start = 0;

	if (!slice_matches(sector, MBR_MAGIC, "\x55\xaa", 2))
		return 0;
	for (unsigned int i = 0; start == 0 && i < N_ENTRIES; i++)
		start = extended_start(sector, i, factor);
	return start;
}

/* The partitions of an extended one are a chain of boot records. */
static int look_at_chain(const struct reader *reader, uint32_t first, uint32_t factor,
			 unsigned int *n, const char **why)
{
	uint8_t buf[MBR_SIZE];
	uint32_t at = first, next;

	do {
		int r = reader_read(reader, (uint64_t)at * MBR_SIZE, buf, sizeof(buf));

		if (r < 0)
			return r == -ERANGE ? 0 : r;
		if (++*n > TABLE_EXTENDED_MAX) {
			*why = "the partition table has more than 128 extended partitions";
			return -E2BIG;
		}
		next = next_in_chain((struct slice){ buf, sizeof(buf) }, factor);
		at = first + next;
	} while (next > 0);
	return 0;
}

/* Read the boot record. Returns 0; -ENOENT if there is none; or a read error. */
static int read_boot_record(const struct reader *reader, uint8_t *buf)
{
	int r = reader_read(reader, 0, buf, MBR_SIZE);

	if (r < 0)
		return r == -ERANGE ? -ENOENT : r;
	return slice_matches((struct slice){ buf, MBR_SIZE }, MBR_MAGIC, "\x55\xaa", 2) ? 0
											: -ENOENT;
}

bool table_may_exist(const struct reader *reader)
{
	uint8_t buf[MBR_SIZE];

	return read_boot_record(reader, buf) != -ENOENT;
}

int table_look(const struct reader *reader, unsigned int sector_size, const char **why)
{
	uint64_t last = reader->size / sector_size;
	uint32_t factor = sector_size / MBR_SIZE;
	unsigned int n = 0;
	uint8_t buf[MBR_SIZE];
	struct slice mbr = { buf, sizeof(buf) };
	int r = read_boot_record(reader, buf);

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	r = look_at_gpt(reader, sector_size, why);
	if (r == 0)
		r = look_at_gpt(reader, (last - 1) * sector_size, why);
	for (unsigned int i = 0; r == 0 && i < N_ENTRIES; i++) {
		uint32_t first = extended_start(mbr, i, factor);

		if (first > 0)
			r = look_at_chain(reader, first, factor, &n, why);
	}
	return r;
}
