// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_plan.h"

#include "unit/test.h"

enum { MIB = 1 << 20 };

static struct partitions table;
static struct partition_plan plan;
static const struct partition_request all = { .disk_size = 64 * MIB,
					      .covered = UINT64_MAX,
					      .fstype = "iso9660",
					      .label = "ISO",
					      .uuid = "1" };

static struct partition *put(uint64_t offset, uint64_t len, const char *fstype, const char *label)
{
	struct partition *partition = &table.list[table.count++];

	*partition = (struct partition){ .number = table.count, .extent = { offset, len } };
	strcpy(partition->type, "0x83");
	strcpy(partition->fstype, fstype);
	strcpy(partition->label, label);
	strcpy(partition->fs_uuid, "1");
	return partition;
}

static const struct partition_plan_entry *make(const struct partition_request *request)
{
	partition_plan_make(&plan, &table, request);
	CHECK(plan.count == table.count);
	return plan.list;
}

TEST(partition_plan_maps_each_partition)
{
	const struct partition_plan_entry *list;

	put(MIB, MIB, "iso9660", "ISO");
	put(2 * MIB, MIB, "vfat", "CIDATA");
	put(3 * MIB, MIB, "", "");
	list = make(&all);
	CHECK(plan.n_mapped == 3);
	for (unsigned int i = 0; i < 3; i++)
		CHECK(list[i].use == PARTITION_MAPPED && !list[i].why_not &&
		      list[i].partition == &table.list[i] && list[i].is_volume == (i == 0));
	CHECK(list[1].extent.offset == 2 * MIB && list[1].extent.len == MIB);
}

TEST(partition_plan_leaves_the_volume_to_a_disk_that_is_free)
{
	struct partition_request request = all;
	const struct partition_plan_entry *list;

	request.disk_is_free = true;
	put(MIB, MIB, "iso9660", "ISO");
	put(2 * MIB, MIB, "iso9660", "CIDATA");
	strcpy(put(3 * MIB, MIB, "iso9660", "ISO")->fs_uuid, "2");
	list = make(&request);
	CHECK(list[0].use == PARTITION_IS_DISK && !list[0].why_not);
	CHECK(list[1].use == PARTITION_MAPPED && list[2].use == PARTITION_MAPPED);
	CHECK(plan.n_mapped == 2);
}

TEST(partition_plan_knows_no_volume_without_a_file_system)
{
	struct partition_request request = all;

	request.fstype = request.label = request.uuid = "";
	request.disk_is_free = true;
	put(MIB, MIB, "", "")->fs_uuid[0] = '\0';
	CHECK(make(&request)->use == PARTITION_MAPPED && !plan.list[0].is_volume);
}

TEST(partition_plan_cuts_at_the_end_of_the_disk)
{
	const struct partition_plan_entry *list;

	put(63 * MIB, 2 * MIB, "vfat", "LAST");
	put(64 * MIB, MIB, "vfat", "OUTSIDE");
	put(UINT64_MAX - 511, 511, "vfat", "FAR");
	put(MIB, UINT64_MAX - MIB, "vfat", "LONG");
	put(MIB, 0, "vfat", "EMPTY");
	list = make(&all);
	CHECK(list[0].use == PARTITION_MAPPED && list[0].extent.len == MIB);
	CHECK(list[1].use == PARTITION_UNUSED && list[1].why_not);
	CHECK(list[2].use == PARTITION_UNUSED && list[2].why_not);
	CHECK(list[3].use == PARTITION_MAPPED && list[3].extent.len == 63 * MIB);
	CHECK(list[4].use == PARTITION_UNUSED && list[4].why_not);
}

TEST(partition_plan_uses_only_what_is_covered)
{
	struct partition_request request = all;
	const struct partition_plan_entry *list;

	request.covered = 3 * MIB;
	put(MIB, 2 * MIB, "iso9660", "ISO");
	put(2 * MIB, MIB + 512, "vfat", "CIDATA");
	put(4 * MIB, MIB, "vfat", "CIDATA");
	list = make(&request);
	CHECK(list[0].use == PARTITION_MAPPED);
	CHECK(list[1].use == PARTITION_UNUSED && list[1].why_not);
	CHECK(list[2].use == PARTITION_UNUSED && list[2].why_not);
	request.covered = 0;
	CHECK(make(&request)->use == PARTITION_UNUSED && plan.n_mapped == 0);
}

TEST(partition_plan_passes_over_containers)
{
	static const char *const types[] = { "0x05", "0x0f", "0x85", "0xee" };

	for (size_t i = 0; i < array_size(types); i++)
		strcpy(put(MIB, MIB, "", "")->type, types[i]);
	make(&all);
	CHECK(plan.n_mapped == 0);
	for (size_t i = 0; i < array_size(types); i++)
		CHECK(plan.list[i].use == PARTITION_UNUSED && plan.list[i].why_not);
}

TEST(partition_plan_has_a_limit)
{
	while (table.count < PARTITIONS_MAX)
		put(MIB, MIB, "vfat", "CIDATA");
	make(&all);
	CHECK(plan.n_mapped == PARTITION_PLAN_DEVICES_MAX);
	CHECK(plan.list[PARTITION_PLAN_DEVICES_MAX - 1].use == PARTITION_MAPPED);
	for (unsigned int i = PARTITION_PLAN_DEVICES_MAX; i < PARTITIONS_MAX; i++)
		CHECK(plan.list[i].use == PARTITION_UNUSED && plan.list[i].why_not);
}
