// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/fat_image.h"

#include "base/crc32.h"
#include "base/store.h"
#include "offline/fat_name.h"

#include <errno.h>
#include <string.h>

enum { SECTOR = 512, TABLES = 2, ROOT_RECORDS_UNIT = SECTOR / FAT_NAME_RECORD, ROOT_MIN = 64 };
enum { FAT12_CLUSTERS_MAX = 4084, FAT16_CLUSTERS_MAX = 65524, FIRST_CLUSTER = 2 };
enum { ATTRIBUTE_LABEL = 0x08, ATTRIBUTE_FOLDER = 0x10, ATTRIBUTE_FILE = 0x20 };
enum { DATE = 0x0021 /* 1980-01-01 */, MEDIA = 0xf8 };

struct layout {
	uint8_t *bytes;
	const struct fat_image_tree *tree;
	uint32_t n_sectors, root_records, table_sectors, cluster_size, n_clusters;
	unsigned int bits;			/* of an entry of the table */
	uint32_t next;				/* the first free cluster */
	uint32_t data;				/* bytes, start of the first cluster */
	uint32_t clusters[FAT_IMAGE_NODES_MAX]; /* the first one of each node, or 0 */
};

bool fat_image_label_is_valid(const char *label)
{
	size_t len = strlen(label);

	for (size_t i = 0; i < len; i++)
		if (label[i] < ' ' || label[i] > '~' || strchr("\"*?.,;:/\\|+=<>[]", label[i]))
			return false;
	return len > 0 && len <= FAT_IMAGE_LABEL_MAX && label[0] != ' ';
}

/* ---- Folders ---- */

/* Make the name of each node in a folder, in their order, until visit returns an error. */
static int each_name(const struct fat_image_tree *tree, int folder,
		     int (*visit)(void *context, unsigned int node, const struct fat_name *name),
		     void *context)
{
	struct fat_name name;
	unsigned int number = 0;
	int r = 0;

	for (unsigned int i = 0; r == 0 && i < tree->count; i++) {
		if (tree->nodes[i].folder != folder)
			continue;
		if (fat_name_make(&name, tree->nodes[i].name, ++number) == 0)
			r = visit(context, i, &name);
	}
	return r;
}

static int count_records(void *context, unsigned int node unused, const struct fat_name *name)
{
	uint32_t *n = context;

	*n += fat_name_records(name);
	return 0;
}

/* With "." and "..", or with the label in the root. */
static uint32_t folder_records(const struct fat_image_tree *tree, int folder)
{
	uint32_t n = folder < 0 ? 1 : 2;

	(void)each_name(tree, folder, count_records, &n);
	return n;
}

/* Only the case of ASCII letters is ignored, as in Linux with the usual codepage and iocharset. */
static int check_names(const struct fat_image_tree *tree, unsigned int *bad)
{
	struct fat_name name;

	for (unsigned int i = 0; i < tree->count; i++) {
		const struct fat_image_node *one = &tree->nodes[i];

		*bad = i;
		if (fat_name_make(&name, one->name, 1) < 0)
			return -EINVAL;
		for (unsigned int j = 0; j < i; j++)
			if (tree->nodes[j].folder == one->folder &&
			    strcasecmp(tree->nodes[j].name, one->name) == 0)
				return -EEXIST;
	}
	return 0;
}

/* ---- The places ---- */

static uint32_t round_up(uint64_t n, uint32_t unit)
{
	return (uint32_t)((n + unit - 1) / unit);
}

/* Measure with this size of a cluster. Returns whether the table can have that many entries. */
static bool measure(struct layout *layout, uint32_t cluster_sectors)
{
	uint32_t root = layout->root_records / ROOT_RECORDS_UNIT, used, needed;

	layout->cluster_size = cluster_sectors * SECTOR;
	layout->table_sectors = 0;
	do {
		layout->table_sectors++;
		used = 1 + TABLES * layout->table_sectors + root;
		layout->n_clusters = used < layout->n_sectors
					     ? (layout->n_sectors - used) / cluster_sectors
					     : 0;
		layout->bits = layout->n_clusters > FAT12_CLUSTERS_MAX ? 16 : 12;
		needed = round_up(
			round_up((uint64_t)(layout->n_clusters + FIRST_CLUSTER) * layout->bits, 8),
			SECTOR);
	} while (layout->table_sectors < needed);
	layout->data = used * SECTOR;
	return layout->n_clusters <= FAT16_CLUSTERS_MAX;
}

static uint64_t node_size(const struct fat_image_tree *tree, unsigned int node)
{
	if (!tree->nodes[node].is_folder)
		return tree->nodes[node].bytes.len;
	return (uint64_t)folder_records(tree, (int)node) * FAT_NAME_RECORD;
}

/* Each node gets clusters in a row. Returns 0, or -ENOSPC and how many bytes would be enough. */
static int place_nodes(struct layout *layout, uint64_t *needed)
{
	uint64_t next = FIRST_CLUSTER;

	for (unsigned int i = 0; i < layout->tree->count; i++) {
		uint64_t n = (node_size(layout->tree, i) + layout->cluster_size - 1) /
			     layout->cluster_size;

		layout->clusters[i] = n > 0 ? (uint32_t)next : 0;
		next += n;
	}
	*needed = layout->data + (next - FIRST_CLUSTER) * layout->cluster_size;
	layout->next = (uint32_t)next;
	return next - FIRST_CLUSTER <= layout->n_clusters ? 0 : -ENOSPC;
}

static int make_layout(struct layout *layout, size_t size, uint64_t *needed)
{
	uint32_t records = folder_records(layout->tree, -1), cluster_sectors = 1;

	layout->n_sectors = (uint32_t)(size / SECTOR);
	layout->root_records = round_up(records < ROOT_MIN ? ROOT_MIN : records,
					ROOT_RECORDS_UNIT) *
			       ROOT_RECORDS_UNIT;
	while (!measure(layout, cluster_sectors))
		cluster_sectors *= 2;
	return place_nodes(layout, needed);
}

/* ---- The bytes ---- */

static void put_entry(struct layout *layout, uint32_t cluster, uint32_t value)
{
	uint8_t *table = layout->bytes + SECTOR, *at = table + cluster * 2;

	if (layout->bits == 16) {
		store_le(at, value, 2);
		return;
	}
	at = table + cluster * 3 / 2;
	value &= 0xfff;
	if (cluster % 2)
		store_le(at, (uint32_t)(at[0] & 0x0f) | value << 4, 2);
	else
		store_le(at, value | (uint32_t)(at[1] & 0xf0) << 8, 2);
}

static void write_tables(struct layout *layout)
{
	size_t len = (size_t)layout->table_sectors * SECTOR;

	put_entry(layout, 0, 0xff00 | MEDIA);
	if (layout->bits == 12)
		put_entry(layout, 0, 0xf00 | MEDIA);
	put_entry(layout, 1, 0xffff);
	for (unsigned int i = 0; i < layout->tree->count; i++) {
		uint64_t size = node_size(layout->tree, i);
		uint32_t n = round_up(size, layout->cluster_size), first = layout->clusters[i];

		for (uint32_t j = 0; j < n; j++)
			put_entry(layout, first + j, j + 1 < n ? first + j + 1 : 0xffff);
	}
	memcpy(layout->bytes + SECTOR + len, layout->bytes + SECTOR, len);
}

/* The fields of a record other than its name. */
static void put_record(uint8_t *record, uint8_t attributes, uint32_t cluster, uint32_t size)
{
	record[11] = attributes;
	store_le(record + 16, DATE, 2);
	store_le(record + 18, DATE, 2);
	store_le(record + 24, DATE, 2);
	store_le(record + 26, cluster, 2);
	store_le(record + 28, size, 4);
}

struct cursor {
	const struct layout *layout;
	uint8_t *at;
};

static int write_node(void *context, unsigned int i, const struct fat_name *name)
{
	struct cursor *cursor = context;
	const struct fat_image_node *node = &cursor->layout->tree->nodes[i];

	fat_name_write(name, cursor->at);
	cursor->at += (size_t)fat_name_records(name) * FAT_NAME_RECORD;
	put_record(cursor->at - FAT_NAME_RECORD,
		   node->is_folder ? ATTRIBUTE_FOLDER : ATTRIBUTE_FILE, cursor->layout->clusters[i],
		   (uint32_t)node->bytes.len);
	return 0;
}

static uint8_t *cluster_bytes(const struct layout *layout, uint32_t cluster)
{
	return layout->bytes + layout->data +
	       (size_t)(cluster - FIRST_CLUSTER) * layout->cluster_size;
}

static void write_folder(const struct layout *layout, int folder)
{
	const struct fat_image_node *node = &layout->tree->nodes[folder];
	struct cursor cursor = { layout, cluster_bytes(layout, layout->clusters[folder]) };
	uint32_t above = node->folder < 0 ? 0 : layout->clusters[node->folder];

	memcpy(cursor.at, ".          ", FAT_NAME_SHORT);
	put_record(cursor.at, ATTRIBUTE_FOLDER, layout->clusters[folder], 0);
	memcpy(cursor.at + FAT_NAME_RECORD, "..         ", FAT_NAME_SHORT);
	put_record(cursor.at + FAT_NAME_RECORD, ATTRIBUTE_FOLDER, above, 0);
	cursor.at += 2 * FAT_NAME_RECORD;
	(void)each_name(layout->tree, folder, write_node, &cursor);
}

static void write_root(const struct layout *layout, const char *label)
{
	size_t at = (1 + (size_t)TABLES * layout->table_sectors) * SECTOR;
	struct cursor cursor = { layout, layout->bytes + at };

	memset(cursor.at, ' ', FAT_NAME_SHORT);
	memcpy(cursor.at, label, strlen(label));
	put_record(cursor.at, ATTRIBUTE_LABEL, 0, 0);
	cursor.at += FAT_NAME_RECORD;
	(void)each_name(layout->tree, -1, write_node, &cursor);
}

static void write_contents(const struct layout *layout)
{
	for (unsigned int i = 0; i < layout->tree->count; i++) {
		const struct fat_image_node *node = &layout->tree->nodes[i];

		if (node->is_folder)
			write_folder(layout, (int)i);
		else if (node->bytes.len > 0)
			memcpy(cluster_bytes(layout, layout->clusters[i]), node->bytes.data,
			       node->bytes.len);
	}
}

/* Its serial number is the checksum of everything else. */
static void write_boot_sector(const struct layout *layout, const char *label)
{
	static const uint8_t start[] = { 0xeb, 0x3c, 0x90, 'p', 'm', 'e', 'm', 'b', 'o', 'o', 't' };
	static const uint8_t code[] = { 0xcd, 0x18, 0xeb, 0xfe }; /* "no boot device", and halt */
	uint8_t *sector = layout->bytes;

	memcpy(sector, start, sizeof(start));
	store_le(sector + 11, SECTOR, 2);
	sector[13] = (uint8_t)(layout->cluster_size / SECTOR);
	store_le(sector + 14, 1, 2);
	sector[16] = TABLES;
	store_le(sector + 17, layout->root_records, 2);
	store_le(sector + (layout->n_sectors < 65536 ? 19 : 32), layout->n_sectors,
		 layout->n_sectors < 65536 ? 2 : 4);
	sector[21] = MEDIA;
	store_le(sector + 22, layout->table_sectors, 2);
	store_le(sector + 24, 32, 2); /* the geometry, which nothing uses */
	store_le(sector + 26, 2, 2);
	sector[36] = 0x80;
	sector[38] = 0x29;
	memset(sector + 43, ' ', FAT_IMAGE_LABEL_MAX);
	memcpy(sector + 43, label, strlen(label));
	memcpy(sector + 54, layout->bits == 16 ? "FAT16   " : "FAT12   ", 8);
	memcpy(sector + 62, code, sizeof(code));
	store_le(sector + 510, 0xaa55, 2);
	store_le(sector + 39,
		 crc32_of((struct slice){ sector, (size_t)layout->n_sectors * SECTOR }), 4);
}

int fat_image_write(uint8_t *bytes, size_t size, const char *label,
		    const struct fat_image_tree *tree, struct fat_image_problem *problem)
{
	struct layout layout = { .bytes = bytes, .tree = tree };
	int r = check_names(tree, &problem->node);

	if (r == 0)
		r = make_layout(&layout, size, &problem->needed);
	if (r < 0)
		return r;
	write_contents(&layout);
	write_tables(&layout);
	write_root(&layout, label);
	write_boot_sector(&layout, label);
	return 0;
}
