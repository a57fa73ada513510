// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/seed_table.h"

#include "base/crc32.h"
#include "base/slice.h"
#include "base/store.h"
#include "model/seed.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "unit/test.h"
#include "unit/worst.h"

#include <errno.h>
#include <sys/mman.h>

enum { MIB = 1 << 20, ENTRIES = 2, COUNT = 128 };

static struct worst *worst;
static struct seed_table *table;
static const char *why;
static struct partitions partitions;

static void put_record(unsigned int entry, uint8_t type, uint32_t start, uint32_t length)
{
	uint8_t *at = worst->data + 446 + entry * 16;

	at[4] = type;
	store_le(at + 8, start, 4);
	store_le(at + 12, length, 4);
	store_le(worst->data + 510, 0xaa55, 2);
}

static void put_sums(void)
{
	uint8_t *header = worst->data + 512;

	store_le(header + 88, crc32_of((struct slice){ worst->data + 512 * ENTRIES, COUNT * 128 }),
		 4);
	store_le(header + 16, 0, 4);
	store_le(header + 16, crc32_of((struct slice){ header, 92 }), 4);
}

/* A GPT of n partitions. */
static void put_gpt(unsigned int n)
{
	uint8_t *header = worst->data + 512;

	put_record(0, 0xee, 1, WORST_SIZE / 512 - 1);
	memcpy(header, "EFI PART\0\0\1\0\x5c", 13);
	store_le(header + 24, 1, 8);
	store_le(header + 32, WORST_SIZE / 512 - 1, 8);
	store_le(header + 40, 34, 8);
	store_le(header + 48, WORST_SIZE / 512 - 34, 8);
	memset(header + 56, 0x11, 16);
	store_le(header + 72, ENTRIES, 8);
	store_le(header + 80, COUNT, 4);
	store_le(header + 84, 128, 4);
	for (unsigned int i = 0; i < n; i++) {
		uint8_t *entry = worst->data + 512 * ENTRIES + i * 128;

		memset(entry, 0x22, 16);
		memset(entry + 16, (int)i + 1, 16);
		store_le(entry + 32, 64 + i, 8);
		store_le(entry + 40, 64 + i, 8);
	}
	put_sums();
}

static void start(void)
{
	worst = worst_new();
	table = malloc(sizeof(*table));
	CHECK(table);
}

static int make(uint64_t seed_len)
{
	why = NULL;
	return seed_table_make(table, &worst->reader, seed_len, &why);
}

/* Write it, and have libblkid read what came out. Returns the seed that is found. */
static const struct partition *write_table(void)
{
	int medium = memfd_create("medium", MFD_CLOEXEC), fd = -1;
	struct reader reader;
	char path[64];

	CHECK(medium >= 0 && pwrite(medium, worst->data, WORST_SIZE, 0) == WORST_SIZE);
	for (unsigned int i = 0; i < table->n_writes; i++) {
		const struct seed_table_write *one = &table->writes[i];

		CHECK(one->offset % 512 == 0 && one->offset + one->len <= table->size);
		CHECK(pwrite(medium, one->bytes, one->len, (off_t)one->offset) ==
		      (ssize_t)one->len);
	}
	CHECK(lseek(medium, 0, SEEK_END) <= (off_t)table->size);
	CHECK(ftruncate(medium, (off_t)table->size) == 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", medium);
	CHECK(block_open(path, &fd, &reader) == 0);
	CHECK(partitions_read(&reader, fd, &partitions) == 0);
	close(fd);
	close(medium);
	return seed_find(&partitions, (struct extent){ WORST_SIZE, table->size - WORST_SIZE });
}

static void check_place(const struct partition *seed, uint64_t len)
{
	CHECK(seed && seed->extent.offset == table->seed.offset && seed->extent.len == len);
	CHECK(table->seed.offset % 4096 == 0 && table->size % 4096 == 0);
	CHECK(table->seed.offset >= worst->reader.size + SEED_TABLE_ROOM);
	CHECK(table->writes[0].offset == table->seed.offset - 512 &&
	      memcmp(table->writes[0].bytes, SEED_MARK, sizeof(SEED_MARK) - 1) == 0);
}

TEST(seed_table_of_an_image_without_one)
{
	start();
	CHECK(make(MIB) == 0);
	check_place(write_table(), MIB);
	CHECK(partitions.count == 1 && table->size == table->seed.offset + MIB);
	/* There is something else. */
	worst->data[450] = 1;
	CHECK(make(MIB) == -EBADMSG && why);
	worst->reader.size = 511;
	CHECK(make(MIB) == -EBADMSG && why);
}

TEST(seed_table_has_the_boot_image_too)
{
	uint8_t *catalog, *fat;

	start();
	memcpy(worst->data + 17 * 2048, "\0CD001\1EL TORITO SPECIFICATION", 31);
	worst->data[17 * 2048 + 71] = 19;
	catalog = worst->data + 19 * 2048;
	catalog[0] = 1;
	memcpy(catalog + 30, "\x55\xaa\x88\0\0\0\0\0\4\0\x18", 11);
	memcpy(catalog + 64, "\x91\xef\1", 3);
	memcpy(catalog + 96, "\x88\0\0\0\0\0\4\0\x20", 9);
	fat = worst->data + 0x20 * 2048;
	memcpy(fat, "\xeb\x3c\x90", 3);
	memcpy(fat + 11, "\0\2\1\1\0\1\x10\0\x40\0\xf8\1", 12);
	memcpy(fat + 510, "\x55\xaa", 2);
	CHECK(make(MIB) == 0);
	check_place(write_table(), MIB);
	CHECK(partitions.count == 2 && strcmp(partitions.list[0].type, "0xef") == 0);
	CHECK(partitions.list[0].extent.offset == 0x20 * 2048 &&
	      partitions.list[0].extent.len == 64 * 512);
}

TEST(seed_table_of_a_boot_record)
{
	start();
	put_record(0, 0x17, 0, WORST_SIZE / 512);
	put_record(1, 0xef, 64, 64);
	CHECK(make(64 << 10) == 0);
	check_place(write_table(), 64 << 10);
	CHECK(partitions.count == 3 && strcmp(partitions.table, "dos") == 0);
	put_record(2, 0xee, 2, 64);
	CHECK(make(MIB) == -EBADMSG && why);
	put_record(2, 0x83, 192, 64);
	put_record(3, 0x83, 128, 64);
	CHECK(make(MIB) == -ENOSPC && why);
	/* An entry before the last one is used if no other is free. */
	put_record(0, 0, 0, 0);
	CHECK(make(MIB) == 0);
	check_place(write_table(), MIB);
	CHECK(partitions.list[0].extent.offset == table->seed.offset);
}

TEST(seed_table_of_a_large_image)
{
	start();
	put_record(0, 0x83, 64, 64);
	worst->reader.size = (UINT64_C(2) << 40) - 2 * MIB;
	CHECK(make(MIB) == 0);
	worst->reader.size += 2 * MIB;
	CHECK(make(MIB) == -EFBIG && why);
	worst->reader.size = UINT64_MAX;
	CHECK(make(MIB) == -EFBIG && why);
}

TEST(seed_table_of_a_gpt)
{
	start();
	put_gpt(3);
	CHECK(make(MIB) == 0);
	check_place(write_table(), MIB);
	CHECK(partitions.count == 4 && strcmp(partitions.table, "gpt") == 0);
	CHECK(partitions.list[3].number == 4 && strcmp(partitions.list[3].name, "seed") == 0);
	CHECK(strcmp(partitions.list[2].uuid, "03030303-0303-0303-0303-030303030303") == 0);
	CHECK_STRING(partitions.list[3].uuid, "11111111-1111-1111-1111-111162747475");
	/* The entry that protects it ends with the image. */
	CHECK(slice_le32((struct slice){ table->record, 512 }, 446 + 12) == table->size / 512 - 1);
	put_gpt(COUNT);
	CHECK(make(MIB) == -ENOSPC && why);
}

TEST(seed_table_keeps_a_backup)
{
	static const uint8_t zeros[1024];

	start();
	put_gpt(1);
	CHECK(make(MIB) == 0);
	/* libblkid takes the backup if the first header is damaged. */
	for (unsigned int i = 0; i < table->n_writes; i++)
		if (table->writes[i].offset == 512)
			table->writes[i].bytes = zeros;
	check_place(write_table(), MIB);
	CHECK(partitions.count == 2);
}

TEST(seed_table_of_a_damaged_gpt)
{
	static const struct {
		unsigned int offset, width;
		uint64_t value;
	} faults[] = {
		{ 0, 1, 'F' },	       { 12, 4, 91 },
		{ 12, 4, 513 },	       { 24, 8, 2 },
		{ 72, 8, 1 },	       { 72, 8, 1 << 20 },
		{ 72, 8, UINT64_MAX }, { 72, 8, UINT64_C(1) << 55 },
		{ 80, 4, 1025 },       { 80, 4, 0 },
		{ 84, 4, 64 },	       { 84, 4, 256 },
	};

	for (size_t i = 0; i < array_size(faults); i++) {
		start();
		put_gpt(1);
		store_le(worst->data + 512 + faults[i].offset, faults[i].value, faults[i].width);
		store_le(worst->data + 512 + 16, 0, 4);
		store_le(worst->data + 512 + 16, crc32_of((struct slice){ worst->data + 512, 92 }),
			 4);
		CHECK(make(MIB) == -EBADMSG && why);
		free(worst);
		free(table);
	}
	start();
	put_gpt(1);
	worst->data[512 + 60]++;
	CHECK(make(MIB) == -EBADMSG && why);
	put_gpt(1);
	worst->data[512 * ENTRIES + 300]++;
	CHECK(make(MIB) == -EBADMSG && why);
	/* Without a boot record there is none. */
	put_gpt(1);
	memset(worst->data, 0, 512);
	CHECK(make(MIB) == 0);
	CHECK(write_table() && strcmp(partitions.table, "dos") == 0);
}
