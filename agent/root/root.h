/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The root: carrying out the plan.
 */
#pragma once

#include "base/attributes.h"
#include "root/context.h"
#include "root/map.h"
#include "root/mounts.h"
#include "root/overlay.h"

#include <stdbool.h>

/* A layer, what is nested in it, and dm-verity's two; the medium. */
enum { ROOT_MAPS_MAX = 4 * LAYOUT_LAYERS_MAX + 1 };

struct root {
	const char *directory; /* where the root is mounted */
	enum plan_map map;     /* how the layers were mapped in the end */
	const char *init;      /* the program to execute, a path inside the root */
	bool dax;	       /* files are used where they lie */
	struct mounts mounts;
	struct overlay overlay;
	struct map *layers[LAYOUT_LAYERS_MAX]; /* of maps, what each layer is mounted from */
	unsigned int n_maps;
	struct map maps[ROOT_MAPS_MAX];
};

/*
 * Map the plan's layers, verify and mount them, the ISO if it is one, and the overlay, put the
 * root at directory, and make sure that it has an init to execute. Where pmemboot.map= leaves it
 * open, a way to map that fails is undone and the next one tried. Returns 0; or -E... with the
 * reason, and then nothing is mounted or mapped.
 */
must_check int root_build(struct root *root, const char *directory,
			  const struct root_context *context, struct failure *why);

/* Unmount and unmap everything again, in reverse. */
void root_undo(struct root *root);
