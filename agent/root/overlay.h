/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The overlay: the layers, and above them the place for changes.
 */
#pragma once

#include "base/attributes.h"
#include "root/context.h"
#include "root/mounts.h"

struct overlay {
	unsigned int n_lower;
	const char *lower[LAYOUT_LAYERS_MAX]; /* mount points of the layers, lowest first */
	const char *directory;		      /* where the root is mounted */
	char upper[MOUNTS_TARGET_MAX];	      /* what stores the changes, for the report; or "" */
};

/*
 * Mount the root at its directory: the overlay, or the only layer if pmemboot.overlay=none. Returns
 * 0; or -E... and the reason, and what was mounted until then is among the mounts.
 */
must_check int overlay_mount(struct overlay *overlay, const struct root_context *context,
			     struct mounts *mounts, struct failure *why);
