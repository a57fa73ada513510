// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_plan.h"

#include <string.h>

/* An extended partition contains others, and 0xee stands for the whole disk of a GPT. */
static bool is_container(const struct partition *partition)
{
	static const char *const types[] = { "0x05", "0x0f", "0x85", "0xee" };

	for (size_t i = 0; i < array_size(types); i++)
		if (strcmp(partition->type, types[i]) == 0)
			return true;
	return false;
}

static bool is_volume_of_disk(const struct partition *partition,
			      const struct partition_request *request)
{
	return partition->fstype[0] && strcmp(partition->fstype, request->fstype) == 0 &&
	       strcmp(partition->label, request->label) == 0 &&
	       strcmp(partition->fs_uuid, request->uuid) == 0;
}

static bool is_covered(const struct partition_plan_entry *entry,
		       const struct partition_request *request)
{
	return entry->extent.offset <= request->covered &&
	       entry->extent.len <= request->covered - entry->extent.offset;
}

/* Configuration has a rule of its own; what it accepts needs no signature of the volume. */
static bool is_configuration(const struct partition_plan_entry *entry,
			     const struct partition_request *request)
{
	return request->trust && !entry->is_volume && seed_trust_concerns(entry->partition);
}

/* Returns why the partition gets no device, or NULL. */
static const char *find_obstacle(const struct partition_plan *plan,
				 const struct partition_plan_entry *entry,
				 const struct partition_request *request)
{
	if (is_container(entry->partition))
		return "it only contains other partitions";
	if (entry->extent.len == 0)
		return "it is outside the disk";
	if (entry->refused)
		return seed_trust_refuse_partition(request->trust, entry->partition);
	if (!is_configuration(entry, request) && !is_covered(entry, request))
		return "no trusted signature covers it";
	if (!entry->is_volume || !request->disk_is_free)
		return plan->n_mapped == PARTITION_PLAN_DEVICES_MAX
			       ? "more than 32 partitions need a device"
			       : NULL;
	return NULL;
}

static void cut_extent(struct extent *extent, uint64_t disk_size)
{
	if (extent->offset >= disk_size)
		extent->len = 0;
	else if (extent->len > disk_size - extent->offset)
		extent->len = disk_size - extent->offset;
}

static void plan_partition(struct partition_plan *plan, struct partition_plan_entry *entry,
			   const struct partition_request *request)
{
	cut_extent(&entry->extent, request->disk_size);
	entry->is_volume = is_volume_of_disk(entry->partition, request);
	entry->refused = is_configuration(entry, request) &&
			 seed_trust_refuse_partition(request->trust, entry->partition);
	entry->why_not = find_obstacle(plan, entry, request);
	if (entry->why_not)
		entry->use = PARTITION_UNUSED;
	else if (entry->is_volume && request->disk_is_free)
		entry->use = PARTITION_IS_DISK;
	else
		entry->use = PARTITION_MAPPED;
	plan->n_mapped += entry->use == PARTITION_MAPPED;
}

void partition_plan_make(struct partition_plan *ret, const struct partitions *partitions,
			 const struct partition_request *request)
{
	ret->n_mapped = 0;
	ret->count = partitions->count;
	for (unsigned int i = 0; i < ret->count; i++) {
		const struct partition *partition = &partitions->list[i];

		ret->list[i] = (struct partition_plan_entry){ .partition = partition,
							      .extent = partition->extent };
		plan_partition(ret, &ret->list[i], request);
	}
}
