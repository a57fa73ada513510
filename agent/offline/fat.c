// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/fat.h"

#include "base/slice.h"
#include "base/text.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

/* Offsets in the boot sector. */
enum {
	BOOT_SECTOR_SIZE = 11,
	BOOT_CLUSTER_SECTORS = 13,
	BOOT_RESERVED = 14,
	BOOT_TABLES = 16,
	BOOT_ROOT_RECORDS = 17,
	BOOT_SECTORS_16 = 19,
	BOOT_MEDIA = 21,
	BOOT_TABLE_16 = 22,
	BOOT_SECTORS_32 = 32,
	BOOT_TABLE_32 = 36,
	BOOT_ROOT_CLUSTER = 44,
	BOOT_SIGNATURE = 510,
};

/* In a record of a folder. */
enum {
	RECORD = 32,
	RECORD_ATTRIBUTES = 11,
	RECORD_CASE = 12,
	RECORD_CHECKSUM = 13, /* of a long name's part */
	RECORD_CLUSTER_HIGH = 20,
	RECORD_CLUSTER = 26,
	RECORD_SIZE = 28,
	SHORT_BASE = 8,
	SHORT_NAME = 11,
};

enum { ATTRIBUTE_LABEL = 0x08, ATTRIBUTE_FOLDER = 0x10, ATTRIBUTE_LONG = 0x0f };
enum { CASE_BASE = 0x08, CASE_EXTENSION = 0x10 }; /* which is in lower case; Windows NT */
enum { ERASED = 0xe5, FIRST_CLUSTER = 2, LONG_LAST = 0x40 };
enum { FAT12_CLUSTERS_MAX = 4084, FAT16_CLUSTERS_MAX = 65524, FAT32_CLUSTERS_MAX = 0x0ffffff5 };

/* ---- The boot sector ---- */

static bool is_power(uint32_t n, uint32_t min, uint32_t max)
{
	return n >= min && n <= max && (n & (n - 1)) == 0;
}

static bool is_boot_sector(struct slice sector)
{
	uint8_t jump = slice_u8(sector, 0), media = slice_u8(sector, BOOT_MEDIA);

	return slice_matches(sector, BOOT_SIGNATURE, "\x55\xaa", 2) &&
	       (jump == 0xeb || jump == 0xe9) &&
	       is_power(slice_le16(sector, BOOT_SECTOR_SIZE), FAT_SECTOR, 4096) &&
	       is_power(slice_u8(sector, BOOT_CLUSTER_SECTORS), 1, 128) &&
	       slice_le16(sector, BOOT_RESERVED) > 0 && slice_u8(sector, BOOT_TABLES) > 0 &&
	       (media == 0xf0 || media >= 0xf8);
}

static uint32_t either(struct slice sector, size_t narrow, size_t wide)
{
	uint32_t value = slice_le16(sector, narrow);

	return value ? value : slice_le32(sector, wide);
}

static void choose_bits(struct fat *fat, struct slice sector)
{
	if (slice_le16(sector, BOOT_TABLE_16) == 0)
		fat->bits = 32;
	else
		fat->bits = fat->n_clusters > FAT12_CLUSTERS_MAX ? 16 : 12;
}

static uint32_t clusters_max(unsigned int bits)
{
	return bits == 12   ? FAT12_CLUSTERS_MAX
	       : bits == 16 ? FAT16_CLUSTERS_MAX
			    : FAT32_CLUSTERS_MAX;
}

/* Clusters without an entry in the table are none, as in Linux. */
static int measure(struct fat *fat, struct slice sector, uint64_t room)
{
	uint64_t sector_size = slice_le16(sector, BOOT_SECTOR_SIZE);
	uint64_t table_len = either(sector, BOOT_TABLE_16, BOOT_TABLE_32) * sector_size;
	uint64_t clusters, entries;

	fat->cluster_size = slice_u8(sector, BOOT_CLUSTER_SECTORS) * (uint32_t)sector_size;
	fat->extent.len = either(sector, BOOT_SECTORS_16, BOOT_SECTORS_32) * sector_size;
	fat->table = slice_le16(sector, BOOT_RESERVED) * sector_size;
	fat->root.offset = fat->table + slice_u8(sector, BOOT_TABLES) * table_len;
	fat->root.len = (uint64_t)slice_le16(sector, BOOT_ROOT_RECORDS) * RECORD;
	fat->data = fat->root.offset +
		    (fat->root.len + sector_size - 1) / sector_size * sector_size;
	fat->root_cluster = slice_le32(sector, BOOT_ROOT_CLUSTER);
	if (fat->extent.len > room || fat->data >= fat->extent.len || table_len == 0)
		return -EBADMSG;
	clusters = (fat->extent.len - fat->data) / fat->cluster_size;
	fat->n_clusters = clusters < FAT32_CLUSTERS_MAX ? (uint32_t)clusters : FAT32_CLUSTERS_MAX;
	choose_bits(fat, sector);
	entries = table_len * 8 / fat->bits;
	if (entries <= FIRST_CLUSTER || fat->n_clusters > clusters_max(fat->bits))
		return -EBADMSG;
	if (fat->n_clusters > entries - FIRST_CLUSTER)
		fat->n_clusters = (uint32_t)(entries - FIRST_CLUSTER);
	return fat->n_clusters > 0 ? 0 : -EBADMSG;
}

int fat_open(struct fat *fat, const struct reader *reader, uint64_t offset)
{
	uint8_t bytes[FAT_SECTOR];
	struct slice sector = { bytes, sizeof(bytes) };
	int r = reader_read(reader, offset, bytes, sizeof(bytes));

	*fat = (struct fat){ .reader = reader,
			     .extent = { offset, 0 },
			     .budget = { 0, FAT_BUDGET_MAX, "bytes of folders looked at" } };
	if (r < 0)
		return r == -ERANGE ? -ENOENT : r;
	if (!is_boot_sector(sector))
		return -ENOENT;
	r = measure(fat, sector, reader->size - offset);
	if (r == 0 && fat->extent.len < (FAT_BUDGET_MAX - FAT_BUDGET_MIN) / FAT_BUDGET_TIMES)
		fat->budget.max = FAT_BUDGET_MIN + FAT_BUDGET_TIMES * fat->extent.len;
	return r;
}

/* ---- Clusters ---- */

/* The bytes of the table at an offset, which are inside it, from the window. */
static int read_table(struct fat *fat, uint64_t at, size_t len, struct slice *ret)
{
	uint64_t room = fat->extent.len - at;
	int r;

	if (at < fat->window_start || at + len > fat->window_start + fat->window_len) {
		fat->window_len = 0;
		fat->window_start = at;
		if (room > sizeof(fat->window))
			room = sizeof(fat->window);
		r = reader_read(fat->reader, fat->extent.offset + at, fat->window, (size_t)room);
		if (r < 0)
			return r;
		fat->window_len = (size_t)room;
	}
	*ret = slice_sub((struct slice){ fat->window, fat->window_len },
			 (size_t)(at - fat->window_start), len);
	return 0;
}

static bool is_cluster(const struct fat *fat, uint32_t cluster)
{
	return cluster >= FIRST_CLUSTER && cluster - FIRST_CLUSTER < fat->n_clusters;
}

static int bad_chain(struct fat *fat, uint32_t cluster)
{
	return fault_set(&fat->fault, -EBADMSG, "a chain of clusters leads nowhere",
			 fat->extent.offset + fat->table + (uint64_t)cluster * fat->bits / 8);
}

/* Get the number after a cluster's in its chain. It need not be a cluster's. */
static int next_cluster(struct fat *fat, uint32_t cluster, uint32_t *ret)
{
	uint64_t bit = (uint64_t)cluster * fat->bits;
	struct slice bytes;
	int r = read_table(fat, fat->table + bit / 8, fat->bits == 32 ? 4 : 2, &bytes);

	if (r < 0)
		return r;
	*ret = (uint32_t)slice_le(bytes, 0, (unsigned int)bytes.len);
	if (fat->bits == 12)
		*ret = *ret >> bit % 8 & 0xfff;
	else if (fat->bits == 32)
		*ret &= 0x0fffffff;
	return 0;
}

/* Go to the index-th cluster of a chain. -EBADMSG if it has fewer. */
static int seek_chain(struct fat *fat, struct fat_chain *chain, uint32_t index)
{
	if (index < chain->index || chain->current == 0)
		*chain = (struct fat_chain){ chain->first, chain->first, 0 };
	if (index >= fat->n_clusters || !is_cluster(fat, chain->current))
		return bad_chain(fat, chain->current);
	while (chain->index < index) {
		uint32_t next;
		int r = next_cluster(fat, chain->current, &next);

		if (r < 0)
			return r;
		if (!is_cluster(fat, next))
			return bad_chain(fat, chain->current);
		chain->current = next;
		chain->index++;
	}
	return 0;
}

/* Read bytes of one cluster of a chain. */
static int read_cluster(struct fat *fat, struct fat_chain *chain, uint64_t offset, void *buf,
			size_t len)
{
	int r = seek_chain(fat, chain, (uint32_t)(offset / fat->cluster_size));
	uint64_t at = fat->extent.offset + fat->data + offset % fat->cluster_size;

	if (r < 0)
		return r;
	at += (uint64_t)(chain->current - FIRST_CLUSTER) * fat->cluster_size;
	return reader_read(fat->reader, at, buf, len);
}

int fat_read(struct fat *fat, struct fat_entry *file, uint64_t offset, void *buf, size_t len)
{
	uint8_t *to = buf;

	if (offset > file->size || len > file->size - offset)
		return -ERANGE;
	while (len > 0) {
		size_t part = fat->cluster_size - (size_t)(offset % fat->cluster_size);
		int r;

		if (part > len)
			part = len;
		r = read_cluster(fat, &file->chain, offset, to, part);
		if (r < 0)
			return r;
		offset += part;
		to += part;
		len -= part;
	}
	return 0;
}

/* ---- Names ---- */

/* The checksum in each part of a long name, of the short one. */
static uint8_t sum_short_name(const uint8_t *name)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < SHORT_NAME; i++)
		sum = (uint8_t)((sum >> 1 | sum << 7) + name[i]);
	return sum;
}

/* Take one part of a long name; the last part comes first. */
static void take_long_part(struct fat_directory *d, struct slice record)
{
	static const uint8_t places[FAT_LONG_PART] = {
		1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30
	};
	unsigned int number = slice_u8(record, 0) & (LONG_LAST - 1);

	if (slice_u8(record, 0) & LONG_LAST) {
		memset(d->name, 0, sizeof(d->name));
		d->has_long = number > 0 && number <= FAT_LONG_MAX;
		d->n_missing = number;
		d->checksum = slice_u8(record, RECORD_CHECKSUM);
	}
	d->has_long = d->has_long && number > 0 && number == d->n_missing &&
		      slice_u8(record, RECORD_CHECKSUM) == d->checksum;
	if (!d->has_long)
		return;
	d->n_missing--;
	for (size_t i = 0; i < FAT_LONG_PART; i++)
		d->name[(number - 1) * FAT_LONG_PART + i] = slice_le16(record, places[i]);
}

/* Print a character of the Basic Multilingual Plane in UTF-8 (RFC 3629). Returns the length. */
static size_t print_character(uint16_t c, char *to)
{
	size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;

	if (len == 1) {
		to[0] = (char)c;
		return 1;
	}
	to[0] = (char)(len == 2 ? 0xc0 | c >> 6 : 0xe0 | c >> 12);
	if (len == 3)
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
	to[len - 1] = (char)(0x80 | (c & 0x3f));
	return len;
}

/* False if the long name is not that of the record, or cannot be printed: the short one counts. */
static bool print_long_name(const struct fat_directory *d, struct slice record, char *ret)
{
	size_t len = 0;

	if (!d->has_long || d->n_missing > 0 || d->checksum != sum_short_name(record.data))
		return false;
	for (const uint16_t *c = d->name; *c; c++) {
		if (len + 3 > FAT_NAME_MAX || *c == '/' || (*c & 0xf800) == 0xd800)
			return false;
		len += print_character(*c, ret + len);
	}
	ret[len] = '\0';
	return len > 0;
}

/* The bytes of other code pages become '_'. */
static void print_short_part(struct slice part, bool lower, char *ret)
{
	part = slice_trim(part, " ");
	for (size_t i = 0; i < part.len; i++) {
		char c = (char)part.data[i];

		if (part.data[i] < ' ' || part.data[i] > '~' || c == '/')
			c = '_';
		else if (lower && c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		*ret++ = c;
	}
	*ret = '\0';
}

static void print_short_name(struct slice record, char *ret)
{
	uint8_t in_lower = slice_u8(record, RECORD_CASE);
	char *dot;

	print_short_part(slice_sub(record, 0, SHORT_BASE), in_lower & CASE_BASE, ret);
	dot = ret + strlen(ret);
	print_short_part(slice_sub(record, SHORT_BASE, SHORT_NAME - SHORT_BASE),
			 in_lower & CASE_EXTENSION, dot + 1);
	*dot = dot[1] ? '.' : '\0';
}

/* ---- Folders ---- */

int fat_list(struct fat *fat, const struct fat_entry *folder, struct fat_directory *ret)
{
	if (!folder->is_directory)
		return -ENOTDIR;
	*ret = (struct fat_directory){ .fat = fat, .folder = *folder };
	return 0;
}

/* Does the folder have no more clusters, or is its root's area full? */
static int find_end(struct fat_directory *d, bool *ret)
{
	struct fat *fat = d->fat;
	const struct fat_chain *chain = &d->folder.chain;
	uint32_t next;
	int r;

	*ret = false;
	if (chain->first == 0 && fat->bits == 32)
		return bad_chain(fat, 0);
	if (chain->first == 0)
		*ret = d->position >= fat->root.len;
	if (chain->first == 0 || d->position == 0 || d->position % fat->cluster_size != 0)
		return 0;
	r = next_cluster(fat, chain->current, &next);
	*ret = r == 0 && !is_cluster(fat, next);
	return r;
}

/* Read the sector at the position of the next record, unless the folder ends there. */
static int read_sector(struct fat_directory *d, bool *at_end)
{
	struct fat *fat = d->fat;
	uint64_t at = fat->extent.offset + fat->root.offset + d->position;
	int r = find_end(d, at_end);

	if (r < 0 || *at_end)
		return r;
	if (d->position >= FAT_DIRECTORY_MAX)
		return fault_over(&fat->fault, FAT_DIRECTORY_MAX, "a folder is too large", at);
	r = budget_spend(&fat->budget, FAT_SECTOR, at, &fat->fault);
	if (r < 0)
		return r;
	if (d->folder.chain.first == 0)
		return reader_read(fat->reader, at, d->sector, FAT_SECTOR);
	return read_cluster(fat, &d->folder.chain, d->position, d->sector, FAT_SECTOR);
}

/* Get the next record of a folder. Returns 1, 0 at the end, or -E... */
static int next_record(struct fat_directory *d, struct slice *ret)
{
	bool at_end = false;
	int r = d->position % FAT_SECTOR == 0 ? read_sector(d, &at_end) : 0;

	*ret = slice_sub((struct slice){ d->sector, FAT_SECTOR }, d->position % FAT_SECTOR, RECORD);
	if (r < 0 || at_end || slice_u8(*ret, 0) == 0)
		return r;
	d->position += RECORD;
	return 1;
}

static bool is_dots(struct slice record)
{
	return slice_matches(record, 0, ".          ", SHORT_NAME) ||
	       slice_matches(record, 0, "..         ", SHORT_NAME);
}

static void take_record(const struct fat_directory *d, struct slice record, struct fat_entry *ret)
{
	uint32_t high = d->fat->bits == 32 ? slice_le16(record, RECORD_CLUSTER_HIGH) : 0;

	if (!print_long_name(d, record, ret->name))
		print_short_name(record, ret->name);
	ret->is_directory = slice_u8(record, RECORD_ATTRIBUTES) & ATTRIBUTE_FOLDER;
	ret->size = ret->is_directory ? 0 : slice_le32(record, RECORD_SIZE);
	ret->chain = (struct fat_chain){ .first = high << 16 | slice_le16(record, RECORD_CLUSTER) };
}

int fat_next(struct fat_directory *directory, struct fat_entry *ret)
{
	struct slice record;
	int r;

	while ((r = next_record(directory, &record)) > 0) {
		uint8_t attributes = slice_u8(record, RECORD_ATTRIBUTES);
		bool counts = slice_u8(record, 0) != ERASED && !(attributes & ATTRIBUTE_LABEL) &&
			      !is_dots(record);

		if (slice_u8(record, 0) != ERASED && (attributes & 0x3f) == ATTRIBUTE_LONG) {
			take_long_part(directory, record);
			continue;
		}
		if (counts)
			take_record(directory, record, ret);
		directory->has_long = false;
		if (counts && ret->name[0])
			return 1;
	}
	return r;
}

static int find_name(struct fat *fat, const char *name, size_t len, struct fat_entry *entry)
{
	struct fat_directory directory;
	int r = fat_list(fat, entry, &directory);

	if (r < 0)
		return -ENOENT;
	while ((r = fat_next(&directory, entry)) > 0)
		if (strlen(entry->name) == len && strncasecmp(entry->name, name, len) == 0)
			return 0;
	return r < 0 ? r : -ENOENT;
}

int fat_lookup(struct fat *fat, const char *path, struct fat_entry *ret)
{
	unsigned int depth = 0;
	int r = 0;

	*ret = (struct fat_entry){ .is_directory = true };
	if (fat->bits == 32)
		ret->chain.first = fat->root_cluster;
	for (path += strspn(path, "/"); r == 0 && *path; path += strspn(path, "/")) {
		size_t len = strcspn(path, "/");

		if (++depth > FAT_DEPTH_MAX)
			return fault_over(&fat->fault, FAT_DEPTH_MAX, "a path is too deep", 0);
		r = find_name(fat, path, len, ret);
		path += len;
	}
	return r;
}
