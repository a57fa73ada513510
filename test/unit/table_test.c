// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/table.h"

#include "sys/block.h"
#include "sys/partition.h"
#include "sys/superblock.h"
#include "unit/test.h"
#include "unit/worst.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

enum { MBR = 446, PAST = 200 };

static const char *why;

/* A boot record with an entry: the type, the first sector, and how many. */
static void put_boot_record(uint8_t *to, unsigned int entry, uint8_t type, uint32_t start,
			    uint32_t size)
{
	uint8_t *at = to + MBR + entry * 16;

	at[4] = type;
	worst_put(at + 8, start, 4);
	worst_put(at + 12, size, 4);
	memcpy(to + 510, "\x55\xaa", 2);
}

/* Its header alone is looked at, wherever it is and whatever its checksums say. */
static void put_gpt(struct worst *worst, size_t offset, uint32_t entries, uint32_t size)
{
	put_boot_record(worst->data, 0, 0xee, 1, UINT32_MAX);
	memcpy(worst->data + offset, "EFI PART", 8);
	worst_put(worst->data + offset + 80, entries, 4);
	worst_put(worst->data + offset + 84, size, 4);
}

static int look(struct worst *worst, unsigned int sector_size)
{
	int r;

	why = NULL;
	worst->reads = worst->bytes = 0;
	r = table_look(&worst->reader, sector_size, &why);
	CHECK((r == -E2BIG) == (why != NULL));
	CHECK(worst->reads <= 4 + TABLE_EXTENDED_MAX && worst->bytes <= 512 * worst->reads);
	return r;
}

TEST(table_of_a_gpt)
{
	static const unsigned int sizes[] = { 512, 4096 };

	for (size_t i = 0; i < array_size(sizes); i++) {
		const size_t places[] = { sizes[i], WORST_SIZE - sizes[i] };

		for (size_t j = 0; j < array_size(places); j++) {
			struct worst *worst = worst_new();

			put_gpt(worst, places[j], 1024, 128);
			CHECK(look(worst, sizes[i]) == 0);
			put_gpt(worst, places[j], 1025, 128);
			CHECK(look(worst, sizes[i]) == -E2BIG);
			CHECK(strstr(why, "more than 1024 entries of 128 bytes"));
			put_gpt(worst, places[j], UINT32_MAX, UINT32_MAX);
			CHECK(look(worst, sizes[i]) == -E2BIG);
			/* Without a boot record nobody reads it. */
			worst->data[510] = 0;
			CHECK(look(worst, sizes[i]) == 0);
			free(worst);
		}
	}
}

/* n extended partitions, each in the next sector. */
static struct worst *chain(unsigned int n, unsigned int factor)
{
	struct worst *worst = worst_new();

	put_boot_record(worst->data, 1, 0x0f, 1, 4000);
	for (unsigned int i = 1; i <= n; i++) {
		uint8_t *to = worst->data + i * factor * 512;

		put_boot_record(to, 0, 0x83, 1, 1);
		if (i < n)
			put_boot_record(to, 1, 0x05, i, 1);
	}
	return worst;
}

TEST(table_of_extended_partitions)
{
	for (unsigned int factor = 1; factor <= 8; factor += 7) {
		struct worst *worst = chain(TABLE_EXTENDED_MAX, factor);

		CHECK(look(worst, factor * 512) == 0);
		free(worst);
		worst = chain(PAST, factor);
		CHECK(look(worst, factor * 512) == -E2BIG);
		CHECK(strstr(why, "more than 128 extended partitions"));
		free(worst);
	}
}

TEST(table_in_circles)
{
	struct worst *worst = worst_new();

	for (unsigned int i = 0; i < 4; i++)
		put_boot_record(worst->data, i, 0x85, 1, 1);
	CHECK(look(worst, 512) == 0);
	/* Back before the first one, and past the end. */
	put_boot_record(worst->data + 512, 3, 0x05, UINT32_MAX, 1);
	CHECK(look(worst, 512) == 0);
	put_boot_record(worst->data + 1024, 0, 0x05, 1, 1);
	put_boot_record(worst->data + 512, 0, 0x05, 1, 1);
	CHECK(look(worst, 512) == -E2BIG);
	free(worst);
}

TEST(table_of_nothing)
{
	struct worst *worst = worst_new();

	CHECK(look(worst, 512) == 0 && worst->reads == 1);
	worst->reader.size = 100;
	CHECK(look(worst, 512) == 0);
	worst->reader.size = 512;
	put_boot_record(worst->data, 0, 0x05, 1, 1);
	CHECK(look(worst, 4096) == 0);
	free(worst);
}

/* ---- What libblkid reads ---- */

/* A device of so many bytes that begins as the medium. */
static int make_file(const struct worst *worst, uint64_t size)
{
	int fd = memfd_create("medium", MFD_CLOEXEC);

	CHECK(fd >= 0 && pwrite(fd, worst->data, WORST_SIZE, 0) == WORST_SIZE);
	CHECK(ftruncate(fd, (off_t)size) == 0);
	return fd;
}

/* All that this process has read from files so far. */
static uint64_t bytes_read(void)
{
	unsigned long long n = 0;
	FILE *io = fopen("/proc/self/io", "re");

	if (!io || fscanf(io, "rchar: %llu", &n) != 1)
		SKIP("no /proc/self/io");
	fclose(io);
	return n;
}

static struct partitions partitions;

/* Bytes that are read of a table, where its device has so many. */
static uint64_t cost_of_table(const struct worst *worst, uint64_t size, int expected)
{
	char path[64];
	struct reader reader;
	int medium = make_file(worst, size), fd = -1;
	uint64_t before;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", medium);
	CHECK(block_open(path, &fd, &reader) == 0);
	before = bytes_read();
	CHECK(partitions_read(&reader, fd, &partitions) == expected);
	return bytes_read() - before;
}

TEST(table_costs_no_memory)
{
	enum { MANY = 1000000 };
	struct worst *worst = worst_new();
	uint8_t *header = worst->data + 512;

	/* Right but for its checksums; libblkid has those looked at when it is read. */
	put_gpt(worst, 512, MANY, 128);
	worst_put(header + 24, 1, 8);
	CHECK(cost_of_table(worst, UINT64_C(160) << 20, -E2BIG) < 100000);
	CHECK(partitions.count == 0 && strstr(partitions.refused, "GPT"));
	free(worst);
	worst = chain(PAST, 1);
	CHECK(cost_of_table(worst, WORST_SIZE, -E2BIG) < 200000);
	free(worst);
	worst = chain(100, 1);
	CHECK(cost_of_table(worst, WORST_SIZE, 0) < 4000000);
	CHECK(partitions.count > 90 && !partitions.refused);
	free(worst);
}

static uint64_t cost_of_probing(int fd, struct superblock *superblock)
{
	uint64_t before = bytes_read();

	CHECK(superblock_probe(fd, superblock) == 0);
	return bytes_read() - before;
}

/* Where a list of descriptors is, that many bytes long, and an anchor that says so. */
static void put_udf(struct worst *worst, uint32_t first, uint32_t len)
{
	uint8_t *anchor = worst->data + 256 * 512;

	memcpy(worst->data + 32768 + 1, "BEA01\1", 6);
	memcpy(worst->data + 32768 + 2048 + 1, "NSR02\1", 6);
	memcpy(worst->data + 32768 + 4096 + 1, "TEA01\1", 6);
	worst_put(anchor, 2, 2);
	worst_put(anchor + 12, 256, 4);
	worst_put(anchor + 16, len, 4);
	worst_put(anchor + 20, first, 4);
}

TEST(superblock_of_endless_udf)
{
	enum { SIZE = 24 << 20, FIRST = 512 };
	struct worst *worst = worst_new();
	struct superblock superblock;
	int fd;

	put_udf(worst, FIRST, SIZE - FIRST * 512);
	fd = make_file(worst, SIZE);
	for (uint32_t sector = FIRST; sector < SIZE / 512; sector++) {
		uint8_t tag[16] = { 77 };

		worst_put(tag + 12, sector, 4);
		CHECK(pwrite(fd, tag, sizeof(tag), (off_t)sector * 512) == sizeof(tag));
	}
	CHECK(cost_of_probing(fd, &superblock) < 6000000);
	free(worst);
}

/* A chain of clusters of 512 KiB, none of which has a label. */
TEST(superblock_of_endless_fat)
{
	struct worst *worst = worst_new();
	struct superblock superblock;
	uint8_t *sector = worst->data;

	sector[0] = 0xeb;
	worst_put(sector + 11, 4096, 2);
	sector[13] = 128;
	worst_put(sector + 14, 1, 2);
	sector[16] = 1;
	sector[21] = 0xf8;
	worst_put(sector + 32, 1 << 20, 4);
	worst_put(sector + 36, 256, 4);
	worst_put(sector + 44, 2, 4);
	memcpy(sector + 82, "FAT32   ", 8);
	memcpy(sector + 510, "\x55\xaa", 2);
	for (unsigned int cluster = 2; cluster < 110; cluster++)
		worst_put(worst->data + 4096 + cluster * 4, cluster + 1, 4);
	CHECK(cost_of_probing(make_file(worst, UINT64_C(120) << 20), &superblock) < 6000000);
	free(worst);
}
