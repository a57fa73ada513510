// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A partition table as libblkid may have understood it, and the device. The input: a byte that says
 * how many partitions there are, 17 bytes for each (where, how long, what), and the device.
 */
#include "model/disk.h"

#include "fuzz/fuzz.h"

#include <string.h>

struct device {
	const uint8_t *data;
	size_t size;
	unsigned int reads;
};

static int read_device(void *context, uint64_t offset, void *buf, size_t len)
{
	struct device *device = context;

	REQUIRE(offset <= device->size && len <= device->size - offset);
	if (len > 0)
		memcpy(buf, device->data + offset, len);
	device->reads++;
	return 0;
}

static uint64_t take64(const uint8_t **data)
{
	uint64_t value;

	memcpy(&value, *data, sizeof(value));
	*data += sizeof(value);
	return value;
}

static void take_partition(const uint8_t **data, struct partition *partition)
{
	static const char *const types[] = { "4f68bce3-e8cd-4db1-96e7-fbcaf984b709",
					     "b921b045-1df0-41c3-af44-4c6f280d3fae",
					     "8484680c-9521-48c6-9c11-b0720656f69e", "0x83" };
	static const char *const fstypes[] = { "ext4", "xfs", "vfat", "" };
	static const char *const names[] = { "root", "root b", "\x1b[2J", "" };
	uint8_t what;

	partition->extent.offset = take64(data);
	partition->extent.len = take64(data);
	what = *(*data)++;
	strcpy(partition->type, types[what & 3]);
	strcpy(partition->fstype, fstypes[what >> 2 & 3]);
	strcpy(partition->name, names[what >> 4 & 3]);
	strcpy(partition->uuid, "22222222-2222-2222-2222-222222222222");
	partition->no_auto = what & 128;
}

static void require_layer(const struct plan_layer *layer, uint64_t size)
{
	REQUIRE(layer->path[0] && layer->fstype && layer->compressor && layer->options);
	REQUIRE(layer->extents[0].offset <= size &&
		layer->extents[0].len <= size - layer->extents[0].offset);
	REQUIRE(layer->size > 0 && layer->size <= layer->extents[0].len);
}

static void require_plan(const struct plan *plan, uint64_t size)
{
	REQUIRE(plan->layout && plan->medium && !plan->contract.medium && plan->contract.lower);
	REQUIRE(plan->n_layers == 1 || (plan->n_layers == 2 && plan->has_usr));
	REQUIRE(plan->volume_size <= size);
	for (unsigned int i = 0; i < plan->n_layers; i++)
		require_layer(&plan->layers[i], size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct plan_request requests[] = {
		{ .partition = NULL },
		{ .partition = "PARTLABEL=root" },
		{ .partition = "PARTUUID=2" },
		{ .usr = "PARTLABEL=root b" },
		{ .usrhash = "2222222222222222222222222222222222222222" },
	};
	enum { PARTITION_BYTES = 17 };
	const uint8_t *end = data + size;
	static struct partitions partitions;
	struct device device;

	if (size < 1)
		return 0;
	memset(&partitions, 0, sizeof(partitions));
	partitions.count = *data++ & 7;
	if (partitions.count * PARTITION_BYTES > (size_t)(end - data))
		return 0;
	for (unsigned int i = 0; i < partitions.count; i++) {
		partitions.list[i].number = i + 1;
		take_partition(&data, &partitions.list[i]);
	}
	if (partitions.count > 0)
		strcpy(partitions.table, "gpt");
	device = (struct device){ data, (size_t)(end - data), 0 };
	for (size_t i = 0; i < array_size(requests); i++) {
		const struct reader reader = { read_device, &device, device.size };
		struct failure why = { 0 };
		struct plan plan = { 0 };
		int r;

		device.reads = 0;
		r = disk_plan(&plan, &reader, &partitions, &requests[i], &why);
		REQUIRE(device.reads <= 5);

		if (r == 0)
			require_plan(&plan, device.size);
		else
			REQUIRE(r == -ENOENT || (why.code > FAILURE_NONE && why.line[0]));
	}
	return 0;
}
