// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/partition.h"

#include "base/text.h"
#include "parse/table.h"
#include "sys/block.h"
#include "sys/superblock.h"

#include <blkid/blkid.h>
#include <errno.h>
#include <string.h>

enum { SECTOR = 512 };

/* "Do not discover" (Discoverable Partitions Specification, partition attribute flags). */
#define FLAG_NO_AUTO (UINT64_C(1) << 63)

static void copy_string(char *buf, size_t size, const char *string)
{
	text_copy_cut(buf, size, string ? string : "");
}

static int read_one(int fd, blkid_partition from, struct partition *ret)
{
	blkid_loff_t start = blkid_partition_get_start(from), size = blkid_partition_get_size(from);
	struct superblock superblock;

	if (start < 0 || size <= 0 || start > INT64_MAX / SECTOR - size)
		return -EBADMSG;
	ret->number = (unsigned int)blkid_partition_get_partno(from);
	ret->extent = (struct extent){ (uint64_t)start * SECTOR, (uint64_t)size * SECTOR };
	copy_string(ret->uuid, sizeof(ret->uuid), blkid_partition_get_uuid(from));
	copy_string(ret->name, sizeof(ret->name), blkid_partition_get_name(from));
	if (blkid_partition_get_type_string(from)) {
		copy_string(ret->type, sizeof(ret->type), blkid_partition_get_type_string(from));
		ret->no_auto = blkid_partition_get_flags(from) & FLAG_NO_AUTO;
	} else {
		text_print_cut(ret->type, sizeof(ret->type), "0x%02x",
			       (unsigned int)blkid_partition_get_type(from));
	}
	if (superblock_probe_extent(fd, &ret->extent, &superblock) == 0) {
		copy_string(ret->fstype, sizeof(ret->fstype), superblock.type);
		copy_string(ret->label, sizeof(ret->label), superblock.label);
		copy_string(ret->fs_uuid, sizeof(ret->fs_uuid), superblock.uuid);
	}
	return 0;
}

static int read_table(int fd, blkid_probe probe, struct partitions *ret)
{
	blkid_partlist list = blkid_probe_get_partitions(probe);
	blkid_parttable table;
	int r = 0;

	if (!list)
		return 0;
	table = blkid_partlist_get_table(list);
	if (table)
		copy_string(ret->table, sizeof(ret->table), blkid_parttable_get_type(table));
	for (int i = 0; r == 0 && i < blkid_partlist_numof_partitions(list); i++) {
		if (ret->count == PARTITIONS_MAX) {
			ret->refused = "the partition table has more than 128 partitions";
			return -E2BIG;
		}
		r = read_one(fd, blkid_partlist_get_partition(list, i), &ret->list[ret->count]);
		if (r == 0)
			ret->count++;
	}
	return r;
}

/* The kinds of tables that a medium may have. libblkid does not look for others. */
static char *const types[] = { (char *)"gpt", (char *)"dos", NULL };

static int probe_table(int fd, struct partitions *ret)
{
	blkid_probe probe = blkid_new_probe();
	int r = -EIO;

	if (!probe)
		return -ENOMEM;
	if (blkid_probe_set_device(probe, fd, 0, 0) == 0 &&
	    blkid_probe_enable_superblocks(probe, 0) == 0 &&
	    blkid_probe_enable_partitions(probe, 1) == 0 &&
	    blkid_probe_filter_partitions_type(probe, BLKID_FLTR_ONLYIN, (char **)types) == 0)
		r = read_table(fd, probe, ret);
	blkid_free_probe(probe);
	return r;
}

int partitions_read(const struct reader *reader, int fd, struct partitions *ret)
{
	const char *refused;
	int r;

	memset(ret, 0, sizeof(*ret));
	if (!table_may_exist(reader))
		return 0;
	r = table_look(reader, block_sector_size(fd), &ret->refused);
	if (r == 0)
		r = probe_table(fd, ret);
	refused = ret->refused;
	if (r < 0)
		*ret = (struct partitions){ .refused = refused };
	return r;
}
