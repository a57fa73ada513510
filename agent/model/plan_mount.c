// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plan_mount.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

/* The mount point from the image's name, which another layer may also have. */
static int simple_target(const struct plan *plan, unsigned int layer, char *buf, size_t size)
{
	const char *lower = plan->contract.lower, *path = plan->layers[layer].path;
	const char *slash = strrchr(path, '/');
	int r = text_print(buf, size, "%s", lower);

	if (r == 0 && lower[strlen(lower) - 1] == '/')
		r = text_append(buf, size, "%s", slash ? slash + 1 : path);
	for (char *c = buf + strlen(lower); r == 0 && *c; c++)
		if (strchr(":,\\\"", *c) || (unsigned char)*c <= ' ')
			*c = '_';
	return r;
}

/* Does another of the first n layers have this name? */
static bool is_taken(const struct plan *plan, unsigned int n, unsigned int layer, const char *name)
{
	char other[PLAN_TARGET_MAX];

	for (unsigned int i = 0; i < n; i++)
		if (i != layer && simple_target(plan, i, other, sizeof(other)) == 0 &&
		    strcmp(other, name) == 0)
			return true;
	return false;
}

int plan_mount_target(const struct plan *plan, unsigned int layer, char *buf, size_t size)
{
	int r = simple_target(plan, layer, buf, size);
	bool taken = r == 0 && is_taken(plan, layer, layer, buf);

	/* The number is unique among numbered names, but an image may have such a name too. */
	while (r == 0 && taken) {
		r = text_append(buf, size, ".%u", layer);
		taken = r == 0 && is_taken(plan, plan->n_layers, layer, buf);
	}
	return r;
}

static bool set_mount(struct plan_mount *mount, int what, unsigned int layer, const char *target)
{
	mount->what = what;
	mount->layer = layer;
	text_copy_cut(mount->target, sizeof(mount->target), target);
	return true;
}

bool plan_mount_get(const struct plan *plan, unsigned int index, struct plan_mount *ret)
{
	const struct contract *contract = &plan->contract;
	unsigned int n = 0;

	if (contract->medium && n++ == index)
		return set_mount(ret, PLAN_MEDIUM, 0, contract->medium);
	if (plan->assist)
		return false;
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		char target[PLAN_TARGET_MAX];

		if (plan->layers[i].nested && n++ == index)
			return set_mount(ret, PLAN_OUTER, i, contract->outer);
		if (n++ == index)
			return plan_mount_target(plan, i, target, sizeof(target)) == 0 &&
			       set_mount(ret, PLAN_LAYER, i, target);
	}
	if (n++ == index)
		return set_mount(ret, PLAN_UPPER, 0, contract->overlay);
	if (plan->has_usr && n++ == index)
		return set_mount(ret, PLAN_USR, plan->n_layers - 1, "/usr");
	return contract->inside && n++ == index && set_mount(ret, PLAN_INSIDE, 0, contract->inside);
}
