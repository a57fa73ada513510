// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plan.h"

#include "base/text.h"
#include "model/disk.h"
#include "model/iso.h"

#include <errno.h>
#include <string.h>

/* ---- Mounts ---- */

/* The mount point as the image's name says it, whoever else has that. */
static int simple_target(const struct plan *plan, unsigned int index, char *buf, size_t size)
{
	const char *lower = plan->contract.lower, *path = plan->layers[index].path;
	const char *slash = strrchr(path, '/');
	int r = text_print(buf, size, "%s", lower);

	if (r == 0 && lower[strlen(lower) - 1] == '/')
		r = text_append(buf, size, "%s", slash ? slash + 1 : path);
	for (char *c = buf + strlen(lower); r == 0 && *c; c++)
		if (strchr(":,\\\"", *c) || (unsigned char)*c <= ' ')
			*c = '_';
	return r;
}

/* Has one of the first n layers, this one left out, the name? */
static bool is_taken(const struct plan *plan, unsigned int n, unsigned int index, const char *name)
{
	char other[PLAN_TARGET_MAX];

	for (unsigned int i = 0; i < n; i++)
		if (i != index && simple_target(plan, i, other, sizeof(other)) == 0 &&
		    strcmp(other, name) == 0)
			return true;
	return false;
}

int plan_layer_target(const struct plan *plan, unsigned int index, char *buf, size_t size)
{
	int r = simple_target(plan, index, buf, size);
	bool taken = r == 0 && is_taken(plan, index, index, buf);

	/* The number makes it differ from other numbered ones; it must not be somebody's name. */
	while (r == 0 && taken) {
		r = text_append(buf, size, ".%u", index);
		taken = r == 0 && is_taken(plan, plan->n_layers, index, buf);
	}
	return r;
}

static int set_mount(struct plan_mount *mount, int what, unsigned int layer, const char *target)
{
	mount->what = what;
	mount->layer = layer;
	text_copy_cut(mount->target, sizeof(mount->target), target);
	return 1;
}

int plan_mount(const struct plan *plan, unsigned int index, struct plan_mount *ret)
{
	const struct contract *contract = &plan->contract;
	unsigned int n = 0;

	if (contract->medium && n++ == index)
		return set_mount(ret, PLAN_MEDIUM, 0, contract->medium);
	if (plan->assist)
		return 0;
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		char target[PLAN_TARGET_MAX];

		if (plan->layers[i].nested && n++ == index)
			return set_mount(ret, PLAN_OUTER, i, contract->outer);
		if (n++ == index)
			return plan_layer_target(plan, i, target, sizeof(target)) == 0
				       ? set_mount(ret, PLAN_LAYER, i, target)
				       : 0;
	}
	if (n++ == index)
		return set_mount(ret, PLAN_UPPER, 0, contract->overlay);
	if (contract->inside && n++ == index)
		return set_mount(ret, PLAN_INSIDE, 0, contract->inside);
	return 0;
}

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

	*plan = (struct plan){ .thorough = wishes->thorough };
	if (!wishes->partition)
		r = iso_plan(plan, reader, wishes, why);
	if (r == -ENOENT && why->code == FAILURE_NONE)
		r = disk_plan(plan, reader, partitions, wishes, why);
	if (r == -ENOENT && why->code == FAILURE_NONE)
		return failure_set(why, FAILURE_NO_IMAGE, r,
				   "holds neither an ISO 9660 volume nor a disk image nor a root "
				   "image");
	if (r < 0)
		return r;
	choose_map(plan, wishes);
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		struct plan_layer *layer = &plan->layers[i];
		enum plan_map map = plan_layer_map(layer, plan->map);

		if (!layer->no_dax && map != PLAN_MAP_DM && map != PLAN_MAP_WHOLE)
			layer->no_dax = "a loop device has none";
	}
	return 0;
}
