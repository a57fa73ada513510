// SPDX-License-Identifier: GPL-2.0-or-later
/* A unified kernel image: the only file, and its own addon, of a FAT with clusters of 32 KiB. */
#include "offline/uki.h"

#include "fuzz/fuzz.h"

#include <string.h>

enum { SECTOR = 512, CLUSTER = 64 * SECTOR, CLUSTERS = 4, FOLDER = CLUSTERS + 2 };
enum { ROOT = 2 * SECTOR, DATA = 3 * SECTOR, SIZE = DATA + 8 * CLUSTER };

static uint8_t disk[SIZE];

static void put16(uint8_t *to, size_t value)
{
	to[0] = (uint8_t)value;
	to[1] = (uint8_t)(value >> 8);
}

static void put_record(uint8_t *to, const char *name, uint8_t attributes, unsigned int cluster,
		       size_t size)
{
	memcpy(to, name, 11);
	to[11] = attributes;
	put16(to + 26, cluster);
	put16(to + 28, size);
	put16(to + 30, size >> 16);
}

/* A part of a long name, the only one. */
static void put_long_name(uint8_t *to, const char *name, const char *short_name)
{
	static const uint8_t places[13] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30 };
	uint8_t sum = 0;

	for (size_t i = 0; i < 11; i++)
		sum = (uint8_t)((sum >> 1 | sum << 7) + (uint8_t)short_name[i]);
	to[0] = 0x41;
	to[11] = 0x0f;
	to[13] = sum;
	for (size_t i = 0; i < 13 && i <= strlen(name); i++)
		put16(to + places[i], (uint8_t)name[i]);
}

static void make_disk(const uint8_t *data, size_t size)
{
	uint8_t *folder = disk + DATA + (size_t)(FOLDER - 2) * CLUSTER;

	memset(disk, 0, sizeof(disk));
	memcpy(disk, "\xeb\x3c\x90", 3);
	put16(disk + 11, SECTOR);
	memcpy(disk + 13, "\x40\1\0\1\x10\0", 6);
	put16(disk + 19, SIZE / SECTOR);
	disk[21] = 0xf8;
	disk[22] = 1;
	memcpy(disk + 510, "\x55\xaa", 2);
	memcpy(disk + SECTOR, "\xf8\xff\xff\x03\x40\x00\x05\xf0\xff\xff\x0f", 11);
	put_record(disk + ROOT, "A       EFI", 0, 2, size);
	put_long_name(disk + ROOT + 32, "a.efi.extra.d", "AEFIEX~1D  ");
	put_record(disk + ROOT + 64, "AEFIEX~1D  ", 0x10, FOLDER, 0);
	put_long_name(folder, "a.addon.efi", "AADDON~1EFI");
	put_record(folder + 32, "AADDON~1EFI", 0, 2, size);
	memcpy(disk + DATA, data, size);
}

static int read_disk(void *context, uint64_t offset, void *buf, size_t len)
{
	(void)context;
	REQUIRE(offset <= SIZE && len <= SIZE - offset);
	memcpy(buf, disk + offset, len);
	return 0;
}

static void check_entry(const struct menu_entry *entry, size_t size)
{
	REQUIRE(strcmp(entry->kernel.place, "a.efi") == 0 && entry->kernel.volume == 1);
	REQUIRE(memchr(entry->title, '\0', sizeof(entry->title)));
	REQUIRE(memchr(entry->parameters, '\0', sizeof(entry->parameters)));
	REQUIRE(entry->n_initrds <= 2);
	for (unsigned int i = 0; i < entry->n_initrds; i++)
		REQUIRE(entry->initrds[i].part.len > 0 && entry->initrds[i].part.offset <= size &&
			entry->initrds[i].part.len <= size - entry->initrds[i].part.offset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct partitions none;
	const struct reader reader = { read_disk, NULL, SIZE };
	static struct boot_files files;
	struct boot_file file;
	struct uki uki;

	if (size > CLUSTERS * CLUSTER)
		return 0;
	make_disk(data, size);
	boot_files_open(&files, &reader, &none);
	REQUIRE(files.n_fats == 1 && !files.has_iso);
	REQUIRE(boot_files_lookup(&files, 1, "a.efi", &file) == 0 && file.size == size);
	if (uki_read_file(&files, &file, "a.efi", &uki) == 0)
		check_entry(&uki.entry, size);
	return 0;
}
