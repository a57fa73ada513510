/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mapping: block devices that hold what the plan found at extents of the medium.
 */
#pragma once

#include "base/attributes.h"
#include "medium/medium.h"
#include "sys/dm.h"
#include "sys/loop.h"
#include "verify/verity.h"

enum { MAP_NAME_MAX = 64, MAP_PATH_MAX = 48 };

struct map {
	enum plan_map how;
	char path[MAP_PATH_MAX]; /* the device to mount */
	char link[MAP_NAME_MAX]; /* "/dev/mapper/pmemboot-layer0", or "" */
	struct loop loop;
	struct dm dm;
};

/*
 * Map a layer, the plan's at an index, from the medium: by device-mapper, by a loop device at its
 * extent, or by one on its file in the ISO that is mounted at iso. All are read-only. Returns 0;
 * -E... and the reason.
 */
must_check int map_layer(struct map *ret, const struct medium *medium, const struct plan *plan,
			 unsigned int index, enum plan_map how, const char *iso,
			 struct failure *why);

/*
 * Map a layer that is mapped already once more, verified by dm-verity: hashes will be the device of
 * the tree, ret that of the data. Returns 0; -E... and the reason, and then neither is there.
 */
must_check int map_verity(struct map *ret, struct map *hashes, const struct map *data,
			  const struct medium *medium, const struct plan *plan, unsigned int index,
			  const struct verity_setup *setup, bool panic, struct failure *why);

/* Map the medium as a whole by device-mapper: while that has a part of it, nothing else may. */
must_check int map_medium(struct map *ret, const struct medium *medium, struct failure *why);

/* A loop device on an image that lies in the one mounted at outer, for the layer of an index. */
must_check int map_nested(struct map *ret, const char *outer, const char *path, unsigned int index,
			  struct failure *why);

/*
 * Let go: what is mounted keeps the device until it is unmounted; otherwise the device goes, and
 * its name.
 */
void map_keep(struct map *map);
void map_undo(struct map *map);
