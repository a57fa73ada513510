/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The root: map, verify and mount what the plan names.
 */
#pragma once

#include "base/attributes.h"
#include "root/context.h"
#include "root/map.h"
#include "root/mounts.h"
#include "root/overlay.h"
#include "root/partitions.h"

#include <stdbool.h>

/* For each layer: the layer, the image nested in it, and three for dm-verity. And the medium. */
enum { ROOT_MAPS_MAX = (2 + MAP_VERITY_COUNT) * LAYOUT_LAYERS_MAX + 1 };

struct root {
	const char *directory; /* where the root is mounted */
	enum plan_map map;     /* how the layers were mapped in the end */
	const char *init;      /* the program to execute, a path inside the root */
	bool dax;	       /* files are used in place */
	struct mounts mounts;
	struct overlay overlay;
	struct map *layers[LAYOUT_LAYERS_MAX]; /* what each layer is mounted from, one of maps */
	unsigned int n_maps;
	struct map maps[ROOT_MAPS_MAX];
	struct partition_devices partitions; /* of the medium: partitions_map() */
};

/*
 * Map, verify and mount the plan's layers; mount the ISO, if the medium is one, and the overlay at
 * directory; and make sure that this root has an init to execute. If one way to map fails, undo it
 * and try the next, unless pmemboot.map= names the way. Returns 0; or -E... with the reason, and
 * then nothing is mounted or mapped.
 */
must_check int root_build(struct root *root, const char *directory,
			  const struct root_context *context, struct failure *why);

/* Unmount and unmap everything again, in reverse, and the devices of the partitions. */
void root_undo(struct root *root);
