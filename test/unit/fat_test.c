// SPDX-License-Identifier: GPL-2.0-or-later
/* By hand, byte by byte, for what no tool would write. test/inspect/run has FATs that mtools made.
 */
#include "offline/fat.h"

#include "unit/test.h"

#include <errno.h>
#include <string.h>

enum { S = 512, TABLE = S, ROOT = 2 * S, DATA = 3 * S, SECTORS = 64, END = 0xfff };

struct disk {
	uint8_t bytes[SECTORS * S];
	struct reader reader;
	struct fat fat;
};

static int read_disk(void *context, uint64_t offset, void *buf, size_t len)
{
	struct disk *disk = context;

	memcpy(buf, disk->bytes + offset, len);
	return 0;
}

static void put(uint8_t *to, uint32_t value, unsigned int width)
{
	for (; width > 0; width--, value >>= 8)
		*to++ = (uint8_t)value;
}

/* A FAT12 of clusters of a sector, with 16 records in its root folder. */
static struct disk *disk_new(void)
{
	static struct disk disk;

	memset(&disk, 0, sizeof(disk));
	memcpy(disk.bytes, "\xeb\x3c\x90", 3);
	put(disk.bytes + 11, S, 2);
	disk.bytes[13] = 1; /* sectors in a cluster */
	disk.bytes[14] = 1; /* reserved sectors */
	disk.bytes[16] = 1; /* tables */
	disk.bytes[17] = 16;
	disk.bytes[19] = SECTORS;
	disk.bytes[21] = 0xf8;
	disk.bytes[22] = 1; /* sectors of the table */
	memcpy(disk.bytes + 510, "\x55\xaa", 2);
	disk.reader = (struct reader){ read_disk, &disk, sizeof(disk.bytes) };
	return &disk;
}

static int open_disk(struct disk *disk)
{
	return fat_open(&disk->fat, &disk->reader, 0);
}

/* A FAT12 has three bytes for two clusters. */
static void chain(struct disk *disk, unsigned int cluster, unsigned int next)
{
	uint8_t *at = disk->bytes + TABLE + cluster * 3 / 2;

	if (cluster % 2) {
		at[0] = (uint8_t)((at[0] & 0x0f) | next << 4);
		at[1] = (uint8_t)(next >> 4);
	} else {
		at[0] = (uint8_t)next;
		at[1] = (uint8_t)((at[1] & 0xf0) | next >> 8);
	}
}

static uint8_t *cluster(struct disk *disk, unsigned int number)
{
	return disk->bytes + DATA + (size_t)(number - 2) * S;
}

/* Write a record with a short name, "NAME    EXT". */
static void record(uint8_t *to, const char *name, uint8_t attributes, unsigned int first,
		   uint32_t size)
{
	memcpy(to, name, 11);
	to[11] = attributes;
	put(to + 26, first, 2);
	put(to + 28, size, 4);
}

static uint8_t sum(const char *name)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < 11; i++)
		sum = (uint8_t)((sum >> 1 | sum << 7) + (uint8_t)name[i]);
	return sum;
}

/* Write one part of a long name, of at most 13 ASCII characters. */
static void long_record(uint8_t *to, uint8_t number, uint8_t checksum, const char *part)
{
	size_t len = strlen(part);

	memset(to, 0xff, 32);
	to[0] = number;
	to[11] = 0x0f;
	to[12] = 0;
	to[13] = checksum;
	put(to + 26, 0, 2);
	for (size_t i = 0; i < 13 && i <= len; i++)
		put(to + (i < 5	   ? 1 + 2 * i
			  : i < 11 ? 14 + 2 * (i - 5)
				   : 28 + 2 * (i - 11)),
		    i < len ? (uint8_t)part[i] : 0, 2);
}

/* The names in the root folder, with "/" after those of folders. */
static const char *names(struct disk *disk)
{
	static char text[1024];
	struct fat_directory directory;
	struct fat_entry entry;
	size_t len = 0;

	CHECK(open_disk(disk) == 0 && fat_lookup(&disk->fat, "", &entry) == 0);
	CHECK(fat_list(&disk->fat, &entry, &directory) == 0);
	text[0] = '\0';
	while (fat_next(&directory, &entry) > 0)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s%s", len ? " " : "",
					entry.name, entry.is_directory ? "/" : "");
	return text;
}

TEST(fat_is_opened)
{
	struct disk *disk = disk_new();

	CHECK(open_disk(disk) == 0 && disk->fat.bits == 12 && disk->fat.cluster_size == S);
	CHECK(disk->fat.n_clusters == SECTORS - 3 && disk->fat.data == DATA);
	disk->bytes[13] = 3; /* sectors in a cluster */
	CHECK(open_disk(disk) == -ENOENT);
	disk->bytes[13] = 1;
	disk->bytes[510] = 0;
	CHECK(open_disk(disk) == -ENOENT);
	disk->bytes[510] = 0x55;
	disk->bytes[19] = SECTORS + 1;
	CHECK(open_disk(disk) == -EBADMSG);
	disk->bytes[19] = 3; /* nothing is left for clusters */
	CHECK(open_disk(disk) == -EBADMSG);
	disk->bytes[19] = SECTORS;
	disk->bytes[22] = 0; /* a FAT32, whose table has no size */
	CHECK(open_disk(disk) == -EBADMSG);
	CHECK(fat_open(&disk->fat, &disk->reader, sizeof(disk->bytes) - 511) == -ENOENT);
}

static int read_zeros(void *context, uint64_t offset, void *buf, size_t len)
{
	memset(buf, 0, len);
	return offset == 0 ? read_disk(context, 0, buf, len) : 0;
}

TEST(fat_of_each_width)
{
	static const struct {
		uint32_t sectors, table, root_records;
		unsigned int bits;
	} kinds[] = {
		{ 4084 + 14, 12, 16, 12 },
		{ 4085 + 18, 16, 16, 16 },
		{ 70000, 0, 0, 32 },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct disk *disk = disk_new();

		put(disk->bytes + 17, kinds[i].root_records, 2);
		put(disk->bytes + 19, 0, 2);
		put(disk->bytes + 22, kinds[i].table, 2);
		put(disk->bytes + 32, kinds[i].sectors, 4);
		put(disk->bytes + 36, 512, 4);
		disk->reader.read = read_zeros;
		disk->reader.size = (uint64_t)kinds[i].sectors * S;
		CHECK(open_disk(disk) == 0 && disk->fat.bits == kinds[i].bits);
	}
}

TEST(fat_short_names)
{
	struct disk *disk = disk_new();
	uint8_t *root = disk->bytes + ROOT;

	record(root, "LABEL      ", 0x08, 0, 0);
	record(root + 32, "EFI        ", 0x10, 2, 0);
	record(root + 64, "\xe5OLD   TXT", 0, 0, 0);
	record(root + 96, "GRUB    CFG", 0, 3, 1);
	record(root + 128, "SMALL   EFI", 0, 3, 1);
	root[128 + 12] = 0x18; /* both in lower case */
	record(root + 160, "A\x80/     X\n ", 0, 3, 1);
	CHECK_STRING(names(disk), "EFI/ GRUB.CFG small.efi A__.X_");
}

TEST(fat_long_names)
{
	static const char name[] = "LOADER~1CON";
	struct disk *disk = disk_new();
	uint8_t *root = disk->bytes + ROOT;

	long_record(root, 0x42, sum(name), ".conf");
	long_record(root + 32, 1, sum(name), "loader entry ");
	record(root + 64, name, 0, 2, 1);
	CHECK_STRING(names(disk), "loader entry .conf");
	root[64 + 7] = '2'; /* the sum is that of another short name */
	CHECK_STRING(names(disk), "LOADER~2.CON");
	root[64 + 7] = '1';
	root[32] = 2; /* parts out of order */
	CHECK_STRING(names(disk), "LOADER~1.CON");
	root[32] = 1;
	root[1] = '/';
	CHECK_STRING(names(disk), "LOADER~1.CON");
	put(root + 1, 0x20ac, 2); /* the euro sign */
	CHECK_STRING(names(disk), "loader entry \xe2\x82\xac"
				  "conf");
	put(root + 1, 0xd800, 2); /* half of a pair */
	CHECK_STRING(names(disk), "LOADER~1.CON");
	long_record(root, 0x42, sum(name), ".conf");
	root[32] = 0xe5; /* a part is missing */
	CHECK_STRING(names(disk), "LOADER~1.CON");
}

TEST(fat_long_name_too_long)
{
	static const char name[] = "LOADER~1CON";
	struct disk *disk = disk_new();
	uint8_t *root = disk->bytes + ROOT;

	for (uint8_t i = 0; i < 15; i++) /* three parts of 13 * 3 bytes would still fit */
		long_record(root + i * 32, (uint8_t)((i == 0 ? 0x40 : 0) | (15 - i)), sum(name),
			    "1234567890123");
	for (size_t i = 0; i < 15; i++)
		for (size_t c = 0; c < 5; c++)
			put(root + i * 32 + 1 + 2 * c, 0x20ac, 2);
	record(root + (size_t)15 * 32, name, 0, 2, 1);
	CHECK_STRING(names(disk), "LOADER~1.CON");
}

TEST(fat_lookup)
{
	struct disk *disk = disk_new();
	struct fat_entry entry;

	record(disk->bytes + ROOT, "EFI        ", 0x10, 4, 0);
	record(cluster(disk, 4), ".          ", 0x10, 4, 0);
	record(cluster(disk, 4) + 32, "..         ", 0x10, 0, 0);
	record(cluster(disk, 4) + 64, "GRUB    CFG", 0, 5, 700);
	chain(disk, 4, END);
	CHECK(open_disk(disk) == 0);
	CHECK(fat_lookup(&disk->fat, "/efi//Grub.cfg", &entry) == 0);
	CHECK(entry.size == 700 && !entry.is_directory && entry.chain.first == 5);
	CHECK(fat_lookup(&disk->fat, "EFI", &entry) == 0 && entry.is_directory);
	CHECK(fat_lookup(&disk->fat, "EFI/grub", &entry) == -ENOENT);
	CHECK(fat_lookup(&disk->fat, "EFI/GRUB.CFG/x", &entry) == -ENOENT);
	CHECK(fat_lookup(&disk->fat, "EFI/..", &entry) == -ENOENT);
	CHECK(fat_lookup(&disk->fat, "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", &entry) == -ENOENT);
}

TEST(fat_read_of_scattered_clusters)
{
	struct disk *disk = disk_new();
	struct fat_entry entry;
	uint8_t buf[2 * S];

	record(disk->bytes + ROOT, "A          ", 0, 9, 2 * S + 1);
	chain(disk, 9, 5);
	chain(disk, 5, 30);
	chain(disk, 30, END);
	memset(cluster(disk, 9), 'a', S);
	memset(cluster(disk, 5), 'b', S);
	memset(cluster(disk, 30), 'c', S);
	CHECK(open_disk(disk) == 0 && fat_lookup(&disk->fat, "a", &entry) == 0);
	CHECK(fat_read(&disk->fat, &entry, S - 1, buf, S + 2) == 0);
	CHECK(buf[0] == 'a' && buf[1] == 'b' && buf[S] == 'b' && buf[S + 1] == 'c');
	CHECK(fat_read(&disk->fat, &entry, 0, buf, 1) == 0 && buf[0] == 'a');
	CHECK(fat_read(&disk->fat, &entry, 2 * S, buf, 2) == -ERANGE);
	CHECK(fat_read(&disk->fat, &entry, UINT64_MAX, buf, 2) == -ERANGE);
	CHECK(fat_read(&disk->fat, &entry, 2 * S + 1, buf, 0) == 0);
}

TEST(fat_chains_that_lead_nowhere)
{
	struct disk *disk = disk_new();
	struct fat_entry entry;
	uint8_t buf[1];

	record(disk->bytes + ROOT, "A          ", 0, 9, 2 * S);
	CHECK(open_disk(disk) == 0 && fat_lookup(&disk->fat, "A", &entry) == 0);
	CHECK(fat_read(&disk->fat, &entry, S, buf, 1) == -EBADMSG && disk->fat.fault.what);
	chain(disk, 9, END);
	CHECK(fat_read(&disk->fat, &entry, S, buf, 1) == -EBADMSG);
	chain(disk, 9, SECTORS - 1); /* one after the last */
	CHECK(fat_read(&disk->fat, &entry, S, buf, 1) == -EBADMSG);
	entry.chain.first = 1;
	entry.chain.current = 0;
	CHECK(fat_read(&disk->fat, &entry, 0, buf, 1) == -EBADMSG);
}

/* A file of more clusters than there are, and a folder without an end. */
TEST(fat_chains_in_a_circle)
{
	struct disk *disk = disk_new();
	struct fat_entry entry;
	uint8_t buf[1];

	record(disk->bytes + ROOT, "A          ", 0, 9, UINT32_MAX);
	record(disk->bytes + ROOT + 32, "B          ", 0x10, 10, 0);
	chain(disk, 9, 9);
	chain(disk, 10, 10);
	memset(cluster(disk, 10), 0xe5, S);
	CHECK(open_disk(disk) == 0 && fat_lookup(&disk->fat, "A", &entry) == 0);
	CHECK(fat_read(&disk->fat, &entry, 60 * S, buf, 1) == 0);
	CHECK(fat_read(&disk->fat, &entry, 61 * S, buf, 1) == -EBADMSG);
	CHECK(fat_lookup(&disk->fat, "B/x", &entry) < 0 && disk->fat.fault.what);
	CHECK(disk->fat.budget.spent <= disk->fat.budget.max + S);
}

/* It ends with its cluster, or where its first free record is. */
TEST(fat_folder_that_is_full)
{
	struct disk *disk = disk_new();

	for (size_t i = 0; i < 16; i++)
		record(disk->bytes + ROOT + i * 32, "A          ", 0, 2, 1);
	CHECK(strlen(names(disk)) == 31);
	memset(disk->bytes + ROOT + 64, 0, 32);
	CHECK_STRING(names(disk), "A A");
}
