// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plan.h"

#include "base/text.h"

#include <string.h>

int plan_print_parameters(const struct plan *plan, const char *disk, char *buf, size_t size)
{
	const char *words = plan->parameters ? plan->parameters : "";
	const char *place = disk[0] ? strstr(words, LAYOUT_DISK) : NULL;
	int r;

	if (place)
		r = text_print(buf, size, "%.*s%s", (int)(place - words), words, disk);
	else
		r = text_print(buf, size, "%s", words);
	if (r == 0 && plan->folder_word)
		r = text_append(buf, size, "%s%s%s", *words ? " " : "", plan->folder_word,
				plan->folder);
	return r;
}

bool plan_is_usr(const struct plan *plan, unsigned int layer)
{
	return plan->has_usr && layer == plan->n_layers - 1;
}

bool plan_takes_rootflags(const struct plan *plan)
{
	return strcmp(plan->medium, "iso9660") != 0;
}

void plan_take_flags(struct plan *plan, const char *rootflags, const char *usrflags)
{
	bool takes = plan_takes_rootflags(plan);

	plan->rootflags = takes ? rootflags : NULL;
	plan->usrflags = takes ? usrflags : NULL;
}

bool plan_is_found_on_nvdimm(const struct plan *plan)
{
	return strcmp(plan->medium, "iso9660") == 0;
}

const char *plan_map_name(enum plan_map map)
{
	static const char *const names[] = { "auto", "dm", "loop", "file", "whole" };

	return names[map];
}

enum plan_map plan_layer_map(const struct plan_layer *layer, enum plan_map map)
{
	if (layer->whole)
		return PLAN_MAP_WHOLE;
	/*
	 * A loop device can map only one extent; a loop device on the file in the mounted ISO has
	 * no such limit.
	 */
	if (map == PLAN_MAP_LOOP && layer->n_extents > 1)
		return PLAN_MAP_FILE;
	return map;
}

/*
 * May another way to map avoid this failure? The others are about what the image, the initramfs or
 * the disk for changes contains, or about what signatures cover.
 */
static bool depends_on_map(enum failure_code code)
{
	return code == FAILURE_MOUNT || code == FAILURE_READ || code == FAILURE_SYSTEM;
}

enum plan_map plan_map_after(enum plan_map map, enum plan_map requested, enum failure_code code)
{
	if (requested != PLAN_MAP_AUTO || !depends_on_map(code))
		return PLAN_MAP_AUTO;
	switch (map) {
	case PLAN_MAP_DM:
		return PLAN_MAP_LOOP;
	case PLAN_MAP_LOOP:
		return PLAN_MAP_FILE;
	default:
		return PLAN_MAP_AUTO;
	}
}
