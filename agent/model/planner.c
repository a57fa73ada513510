// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/planner.h"

#include "model/disk.h"
#include "model/filesystem.h"
#include "model/iso.h"

#include <errno.h>

/* The first way to map that applies, and why. */
static void choose_map(struct plan *plan, const struct plan_request *request)
{
	if (request->map != PLAN_MAP_AUTO) {
		plan->map = request->map;
		plan->map_why = "pmemboot.map= requests it";
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

/* A device-mapper device supports DAX if its medium does; a loop device does not. */
static void rule_out_dax(struct plan *plan)
{
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		struct plan_layer *layer = &plan->layers[i];
		enum plan_map map = plan_layer_map(layer, plan->map);

		if (!layer->no_dax && map != PLAN_MAP_DM && map != PLAN_MAP_WHOLE)
			layer->no_dax = "a loop device does not support DAX";
	}
}

/* What only the image's own initramfs can boot may have a kernel of its own, too. */
static int refuse_unreadable(const struct plan *plan, struct failure *why)
{
	for (unsigned int i = 0; !plan->assist && i < plan->n_layers; i++) {
		const struct plan_layer *layer = &plan->layers[i];
		const char *by = filesystem_unreadable(layer->fstype, layer->compressor);

		if (by)
			return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
					   "%s is a file system (%s) whose compressor (%s) no "
					   "mainline kernel can read",
					   layer->path, layer->fstype, by);
	}
	return 0;
}

int planner_make(struct plan *plan, const struct reader *reader,
		 const struct partitions *partitions, const struct plan_request *request,
		 struct failure *why)
{
	int r = -ENOENT;

	*plan = (struct plan){ 0 };
	if (!request->partition)
		r = iso_plan(plan, reader, request, why);
	if (r == -ENOENT && why->code == FAILURE_NONE)
		r = disk_plan(plan, reader, partitions, request, why);
	if (r == -ENOENT && why->code == FAILURE_NONE)
		return failure_set(why, FAILURE_NO_IMAGE, r,
				   "holds neither an ISO 9660 volume nor a disk image nor a root "
				   "image");
	if (r == 0)
		r = refuse_unreadable(plan, why);
	if (r < 0)
		return r;
	plan_take_flags(plan, request->rootflags, request->usrflags);
	choose_map(plan, request);
	rule_out_dax(plan);
	return 0;
}
