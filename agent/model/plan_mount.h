/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mounts of a plan: what is mounted where while the root runs.
 */
#pragma once

#include "base/attributes.h"
#include "model/plan.h"

enum { PLAN_TARGET_MAX = 320 };

struct plan_mount {
	enum { PLAN_MEDIUM, PLAN_OUTER, PLAN_LAYER, PLAN_UPPER, PLAN_USR, PLAN_INSIDE } what;
	unsigned int layer; /* index of the layer, for PLAN_OUTER and PLAN_LAYER */
	char target[PLAN_TARGET_MAX];
};

/*
 * The mount point of a layer. In a folder it is named after its image: characters with a meaning in
 * overlayfs's options (':', ',' and '\\') are replaced, and a number is appended to a name that
 * another layer has. Returns 0 or -ENAMETOOLONG.
 */
must_check int plan_mount_target(const struct plan *plan, unsigned int layer, char *buf,
				 size_t size);

/* Get a mount by its index, which is the order of mounting. False after the last one. */
bool plan_mount_get(const struct plan *plan, unsigned int index, struct plan_mount *ret);
