// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/seed_table.h"

#include "base/crc32.h"
#include "base/slice.h"
#include "base/store.h"
#include "model/seed.h"
#include "offline/el_torito.h"
#include "offline/fat.h"

#include <errno.h>
#include <string.h>

enum { SECTOR = SEED_TABLE_SECTOR, UNIT = 4096, N_ENTRIES = 4 };

/* Offsets in the boot record, and in one of its entries. */
enum { RECORD_ENTRIES = 446, RECORD_MAGIC = 510, ENTRY = 16, ENTRY_TYPE = 4, ENTRY_START = 8 };
enum { ENTRY_LENGTH = 12, TYPE_SEED = 0xea, TYPE_ESP = 0xef, TYPE_PROTECTIVE = 0xee };

/* Offsets in the header of a GPT, and in one of its entries. */
enum {
	HEADER_LENGTH = 12,
	HEADER_CRC = 16,
	HEADER_SELF = 24,
	HEADER_OTHER = 32,
	HEADER_LAST = 48,
	HEADER_GUID = 56,
	HEADER_ENTRIES = 72,
	HEADER_COUNT = 80,
	HEADER_ENTRY_SIZE = 84,
	HEADER_ENTRIES_CRC = 88,
};
enum { PART_GUID = 16, PART_FIRST = 32, PART_LAST = 40, PART_NAME = 56 };

/* SEED_TYPE_GPT: its first three numbers are little-endian in the table. */
static const uint8_t seed_type[16] = { 0x43, 0xc2, 0xc0, 0x60, 0x9d, 0x21, 0x53, 0x42,
				       0x8f, 0xb0, 0xe3, 0x6e, 0x46, 0xc9, 0xe9, 0xed };

static struct slice sector_of(const uint8_t *bytes)
{
	return (struct slice){ bytes, SECTOR };
}

static uint64_t round_up(uint64_t n, uint64_t unit)
{
	return (n + unit - 1) / unit * unit;
}

static void put_write(struct seed_table *table, uint64_t offset, const uint8_t *bytes, size_t len)
{
	table->writes[table->n_writes++] = (struct seed_table_write){ offset, bytes, len };
}

static int fail(const char **why, int r, const char *sentence)
{
	*why = sentence;
	return r;
}

/* ---- The boot record ---- */

static uint8_t *record_entry(struct seed_table *table, unsigned int i)
{
	return table->record + RECORD_ENTRIES + i * (size_t)ENTRY;
}

/* Places are in sectors. Those in cylinders, which nothing uses, are as large as they can be. */
static void put_record_entry(uint8_t *entry, uint8_t type, const struct extent *extent)
{
	memcpy(entry, "\x00\xfe\xff\xff\x00\xfe\xff\xff", 8);
	entry[ENTRY_TYPE] = type;
	store_le(entry + ENTRY_START, extent->offset / SECTOR, 4);
	store_le(entry + ENTRY_LENGTH, extent->len / SECTOR, 4);
}

static bool is_zero(const uint8_t *bytes, size_t len)
{
	return len == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, len - 1) == 0);
}

/* The first entry after those that are used, or else any that is free; -1 if none is. */
static int find_free(const uint8_t *entries, unsigned int count, size_t size, size_t used)
{
	int last = -1, any = -1;

	for (unsigned int i = 0; i < count; i++) {
		bool is_free = is_zero(entries + i * size, used);

		last = is_free ? last : (int)i;
		any = is_free && any < 0 ? (int)i : any;
	}
	return last + 1 < (int)count ? last + 1 : any;
}

/*
 * With a table, U-Boot for one no longer looks for boot images as El Torito has them: the new table
 * has the first of them that is a FAT, too.
 */
static int put_boot_image(struct seed_table *table, const struct reader *reader)
{
	struct el_torito catalog;
	int r = el_torito_read(&catalog, reader);

	for (unsigned int i = 0; r == 0 && i < catalog.count; i++) {
		struct fat fat;

		r = fat_open(&fat, reader, catalog.offsets[i]);
		if (r == 0) {
			put_record_entry(record_entry(table, 0), TYPE_ESP, &fat.extent);
			break;
		}
		r = r == -ENOENT || r == -EBADMSG || r == -ERANGE ? 0 : r;
	}
	return r;
}

/* Returns whether there is a boot record, or -E... */
static int read_record(struct seed_table *table, const struct reader *reader, const char **why)
{
	int r = reader_read(reader, 0, table->record, SECTOR);

	if (r < 0)
		return r == -ERANGE ? fail(why, -EBADMSG, "it is too short for an image") : r;
	if (slice_matches(sector_of(table->record), RECORD_MAGIC, "\x55\xaa", 2))
		return 1;
	if (!is_zero(table->record + RECORD_ENTRIES, SECTOR - RECORD_ENTRIES))
		return fail(why, -EBADMSG,
			    "its first sector has neither a partition table nor "
			    "room for one");
	store_le(table->record + RECORD_MAGIC, 0xaa55, 2);
	return 0;
}

static int plan_dos(struct seed_table *table, const char **why)
{
	int free_entry = find_free(table->record + RECORD_ENTRIES, N_ENTRIES, ENTRY, ENTRY);

	/* libblkid and the kernel read no such table. */
	for (unsigned int i = 0; i < N_ENTRIES; i++)
		if (record_entry(table, i)[ENTRY_TYPE] == TYPE_PROTECTIVE)
			return fail(why, -EBADMSG,
				    "its boot record is that of a GPT in another place");
	if (free_entry < 0)
		return fail(why, -ENOSPC, "its partition table has four partitions already");
	table->size = table->seed.offset + table->seed.len;
	if (table->size / SECTOR > UINT32_MAX)
		return fail(why, -EFBIG, "its partition table ends at 2 TiB");
	put_record_entry(record_entry(table, (unsigned int)free_entry), TYPE_SEED, &table->seed);
	put_write(table, 0, table->record, SECTOR);
	return 0;
}

/* ---- The GPT ---- */

/* The entry that protects it from programs that do not know a GPT; NULL: there is no GPT. */
static uint8_t *find_protective(struct seed_table *table)
{
	for (unsigned int i = 0; i < N_ENTRIES; i++) {
		uint8_t *entry = record_entry(table, i);

		if (entry[ENTRY_TYPE] == TYPE_PROTECTIVE &&
		    slice_le32((struct slice){ entry, ENTRY }, ENTRY_START) == 1)
			return entry;
	}
	return NULL;
}

static bool has_good_sum(const uint8_t *header)
{
	uint8_t copy[SECTOR];
	uint32_t len = slice_le32(sector_of(header), HEADER_LENGTH);

	memcpy(copy, header, sizeof(copy));
	store_le(copy + HEADER_CRC, 0, 4);
	return len >= GPT_HEADER_SIZE && len <= SECTOR &&
	       crc32_of((struct slice){ copy, len }) == slice_le32(sector_of(header), HEADER_CRC);
}

static void put_sum(uint8_t *header)
{
	store_le(header + HEADER_CRC, 0, 4);
	store_le(header + HEADER_CRC,
		 crc32_of((struct slice){ header, slice_le32(sector_of(header), HEADER_LENGTH) }),
		 4);
}

static int read_gpt(struct seed_table *table, const struct reader *reader, const char **why)
{
	struct slice header = sector_of(table->header);
	uint64_t count = 0, place;
	int r = reader_read(reader, GPT_HEADER_OFFSET, table->header, SECTOR);

	if (r == 0 && has_good_sum(table->header))
		count = gpt_table_size(header) / GPT_ENTRY_SIZE;
	if (r < 0 && r != -ERANGE)
		return r;
	place = slice_le64(header, HEADER_ENTRIES);
	if (count == 0 || count > TABLE_GPT_ENTRIES_MAX || place < 2 ||
	    place > reader->size / SECTOR ||
	    slice_le32(header, HEADER_ENTRY_SIZE) != GPT_ENTRY_SIZE ||
	    slice_le64(header, HEADER_SELF) != 1)
		return fail(why, -EBADMSG, "its GPT is damaged, or of an unusual kind");
	r = reader_read(reader, place * SECTOR, table->entries, count * GPT_ENTRY_SIZE);
	if (r == -ERANGE ||
	    (r == 0 && crc32_of((struct slice){ table->entries, count * GPT_ENTRY_SIZE }) !=
			       slice_le32(header, HEADER_ENTRIES_CRC)))
		return fail(why, -EBADMSG, "the entries of its GPT are damaged");
	return r;
}

/* Its own GUID follows from that of the disk: the same image has the same one. */
static void put_gpt_entry(struct seed_table *table, uint8_t *entry)
{
	static const char name[] = "seed";

	memset(entry, 0, GPT_ENTRY_SIZE);
	memcpy(entry, seed_type, sizeof(seed_type));
	memcpy(entry + PART_GUID, table->header + HEADER_GUID, 16);
	for (unsigned int i = 0; name[i]; i++) {
		entry[PART_GUID + 12 + i] ^= (uint8_t)name[i];
		entry[PART_NAME + 2 * i] = (uint8_t)name[i];
	}
	store_le(entry + PART_FIRST, table->seed.offset / SECTOR, 8);
	store_le(entry + PART_LAST, (table->seed.offset + table->seed.len) / SECTOR - 1, 8);
}

/* The backup of the entries and that of the header are the last sectors. */
static void plan_gpt_headers(struct seed_table *table, size_t entries_len)
{
	uint64_t last = table->size / SECTOR - 1;
	uint64_t backup_entries = last - round_up(entries_len, SECTOR) / SECTOR;
	struct slice header = sector_of(table->header);
	uint64_t entries = slice_le64(header, HEADER_ENTRIES);

	store_le(table->header + HEADER_OTHER, last, 8);
	store_le(table->header + HEADER_LAST, backup_entries - 1, 8);
	store_le(table->header + HEADER_ENTRIES_CRC,
		 crc32_of((struct slice){ table->entries, entries_len }), 4);
	memcpy(table->backup, table->header, SECTOR);
	store_le(table->backup + HEADER_SELF, last, 8);
	store_le(table->backup + HEADER_OTHER, 1, 8);
	store_le(table->backup + HEADER_ENTRIES, backup_entries, 8);
	put_sum(table->header);
	put_sum(table->backup);
	put_write(table, backup_entries * SECTOR, table->entries, entries_len);
	put_write(table, last * SECTOR, table->backup, SECTOR);
	put_write(table, entries * SECTOR, table->entries, entries_len);
	put_write(table, GPT_HEADER_OFFSET, table->header, SECTOR);
}

static int plan_gpt(struct seed_table *table, const struct reader *reader, uint8_t *protective,
		    const char **why)
{
	int r = read_gpt(table, reader, why), free_entry;
	unsigned int count = slice_le32(sector_of(table->header), HEADER_COUNT);
	uint64_t sectors;

	if (r < 0)
		return r;
	free_entry = find_free(table->entries, count, GPT_ENTRY_SIZE, sizeof(seed_type));
	if (free_entry < 0)
		return fail(why, -ENOSPC, "its GPT has no free entry");
	table->size = round_up(table->seed.offset + table->seed.len + SECTOR +
				       round_up(count * (uint64_t)GPT_ENTRY_SIZE, SECTOR),
			       UNIT);
	put_gpt_entry(table, table->entries + (size_t)free_entry * GPT_ENTRY_SIZE);
	plan_gpt_headers(table, count * (size_t)GPT_ENTRY_SIZE);
	sectors = table->size / SECTOR - 1;
	store_le(protective + ENTRY_LENGTH, sectors < UINT32_MAX ? sectors : UINT32_MAX, 4);
	put_write(table, 0, table->record, SECTOR);
	return 0;
}

/* ---- Both ---- */

int seed_table_make(struct seed_table *ret, const struct reader *reader, uint64_t seed_len,
		    const char **why)
{
	uint8_t *protective;
	int r;

	memset(ret, 0, sizeof(*ret));
	if (reader->size > INT64_MAX / 2)
		return fail(why, -EFBIG, "it is too large");
	ret->seed = (struct extent){ round_up(reader->size, UNIT) + SEED_TABLE_ROOM, seed_len };
	strcpy((char *)ret->mark, SEED_MARK);
	put_write(ret, ret->seed.offset - SECTOR, ret->mark, SECTOR);
	r = read_record(ret, reader, why);
	if (r == 0)
		r = put_boot_image(ret, reader);
	if (r < 0)
		return r;
	protective = find_protective(ret);
	return protective ? plan_gpt(ret, reader, protective, why) : plan_dos(ret, why);
}
