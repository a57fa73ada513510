// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plan.h"

#include "model/disk.h"
#include "model/iso.h"

#include <errno.h>

/* ---- Mapping ---- */

const char *plan_map_name(enum plan_map map)
{
	static const char *const names[] = { "auto", "dm", "loop", "file", "whole" };

	return names[map];
}

enum plan_map plan_layer_map(const struct plan_layer *layer, enum plan_map map)
{
	if (layer->whole)
		return PLAN_MAP_WHOLE;
	/* A loop device has one extent, and a file of the ISO can be read wherever it lies. */
	if (map == PLAN_MAP_LOOP && layer->n_extents > 1)
		return PLAN_MAP_FILE;
	return map;
}

enum plan_map plan_map_after(enum plan_map map)
{
	switch (map) {
	case PLAN_MAP_DM:
		return PLAN_MAP_LOOP;
	case PLAN_MAP_LOOP:
		return PLAN_MAP_FILE;
	default:
		return PLAN_MAP_AUTO;
	}
}

static void choose_map(struct plan *plan, const struct plan_wishes *wishes)
{
	if (wishes->map != PLAN_MAP_AUTO) {
		plan->map = wishes->map;
		plan->map_why = "pmemboot.map= asks for it";
	} else if (plan->n_layers == 1 && plan->layers[0].whole) {
		plan->map = PLAN_MAP_WHOLE;
		plan->map_why = "the medium is the root image";
	} else if (plan->contract.reopens) {
		plan->map = PLAN_MAP_LOOP;
		plan->map_why = "the userspace opens the medium again";
	} else {
		plan->map = PLAN_MAP_DM;
		plan->map_why = "the fastest";
	}
}

int plan_make(struct plan *plan, const struct reader *reader, const struct partitions *partitions,
	      const struct plan_wishes *wishes, struct failure *why)
{
	int r = -ENOENT;

	*plan = (struct plan){ 0 };
	if (!wishes->partition)
		r = iso_plan(plan, reader, wishes, why);
	if (r == -ENOENT && why->code == FAILURE_NONE)
		r = disk_plan(plan, reader, partitions, wishes, why);
	if (r == -ENOENT && why->code == FAILURE_NONE)
		return failure_set(why, FAILURE_NO_IMAGE, r,
				   "holds neither an ISO 9660 volume nor a disk image nor a root "
				   "image");
	if (r == 0)
		choose_map(plan, wishes);
	return r;
}
