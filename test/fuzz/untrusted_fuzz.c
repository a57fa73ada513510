// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a child process answers that an image has taken over. The input: a number of changes, each
 * an offset in a good plan (3 bytes), a length and the bytes that are put there. A plan that is
 * accepted can be used: its strings have an end, its extents are inside the image.
 */
#include "model/untrusted.h"

#include "fuzz/fuzz.h"
#include "model/filesystem.h"
#include "model/plan_mount.h"

#include <string.h>

enum { SIZE = 1 << 20 };

static const char squashfs[] = "squashfs", iso9660[] = "iso9660", layout[] = "debian-live",
		  text[] = "text";
static struct plan plan;
static struct partitions partitions;
static struct failure failure;

static bool is_constant(const char *string)
{
	return string == squashfs || string == iso9660 || string == layout || string == text;
}

static void make_good(void)
{
	memset(&plan, 0, sizeof(plan));
	plan.medium = iso9660;
	plan.layout = layout;
	plan.title = plan.map_why = text;
	plan.map = PLAN_MAP_DM;
	plan.contract = layout_own_contract;
	plan.volume_size = SIZE;
	plan.n_layers = 2;
	for (unsigned int i = 0; i < 2; i++) {
		plan.layers[i].fstype = squashfs;
		plan.layers[i].alignment = 2048;
		plan.layers[i].n_extents = 1;
		plan.layers[i].extents[0] = (struct extent){ 4096 * (i + 1), 4096 };
		memcpy(plan.layers[i].path, "live/a", sizeof("live/a"));
	}
}

/* Make the changes in an object; it takes the rest of the input. */
static void change(uint8_t *object, size_t object_size, const uint8_t *data, size_t size)
{
	while (size >= 4) {
		size_t at = (data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16) % object_size;
		size_t len = data[3] % 32;

		data += 4;
		size -= 4;
		len = len < size ? len : size;
		len = len < object_size - at ? len : object_size - at;
		memcpy(object + at, data, len);
		data += len;
		size -= len;
	}
}

static void use_plan(void)
{
	char buf[512];

	REQUIRE(plan.n_layers <= LAYOUT_LAYERS_MAX && plan.checks.count <= PLAN_CHECKS_MAX);
	REQUIRE(strlen(plan.label) < sizeof(plan.label) && is_constant(plan.title));
	for (unsigned int i = 0; i < plan.n_layers; i++) {
		const struct plan_layer *layer = &plan.layers[i];

		REQUIRE(plan_mount_target(&plan, i, buf, sizeof(buf)) <= 0);
		REQUIRE(strlen(layer->options) < sizeof(buf));
		for (unsigned int n = 0; n < layer->n_extents; n++)
			REQUIRE(layer->extents[n].offset <= SIZE &&
				layer->extents[n].len <= SIZE - layer->extents[n].offset);
	}
	REQUIRE(plan_print_parameters(&plan, "/dev/pmem0", buf, sizeof(buf)) <= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	make_good();
	memset(&partitions, 0, sizeof(partitions));
	memset(&failure, 0, sizeof(failure));
	change((uint8_t *)&plan, sizeof(plan), data, size);
	change((uint8_t *)&partitions, sizeof(partitions), data, size);
	change((uint8_t *)&failure, sizeof(failure), data, size);
	if (untrusted_plan(&plan, SIZE, is_constant) == 0)
		use_plan();
	if (untrusted_partitions(&partitions, is_constant) == 0)
		for (unsigned int i = 0; i < partitions.count; i++)
			REQUIRE(strlen(partitions.list[i].label) < PARTITION_LABEL_MAX);
	if (untrusted_failure(&failure, true) == 0)
		REQUIRE(strlen(failure.line) < sizeof(failure.line) && failure_name(failure.code));
	return 0;
}
