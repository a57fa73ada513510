/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mapping: block devices over the extents of the medium that the plan names.
 */
#pragma once

#include "base/attributes.h"
#include "medium/medium.h"
#include "sys/dm.h"
#include "sys/loop.h"
#include "verify/root_signature.h"
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
 * Map the plan's layer at an index from the medium: by device-mapper, by a loop device at its
 * extent, or by a loop device on its file in the ISO that is mounted at iso. All are read-only.
 * Returns 0; -E... and the reason.
 */
must_check int map_layer(struct map *ret, const struct medium *medium, const struct plan *plan,
			 unsigned int index, enum plan_map how, const char *iso,
			 struct failure *why);

/* What a layer is verified by, besides the devices. */
struct map_verification {
	const struct verity_setup *setup;
	const struct root_signature *signature; /* its path is NULL if there is none */
	bool panic;				/* on a corrupted block */
	int signature_error; /* returned: 0 if the kernel has checked the signature; -ENOKEY ... */
};

/* The devices of a verified layer: maps[MAP_VERIFIED] is the one to mount. */
enum { MAP_HASHES, MAP_CODES, MAP_VERIFIED, MAP_VERITY_COUNT };

/*
 * Map a layer that is already mapped a second time, verified by dm-verity: to MAP_VERITY_COUNT
 * maps. A signature that the kernel cannot check, and codes that it cannot use, are left out.
 * Returns 0; -E... and the reason, also for a wrong signature, and then none of the maps exists.
 */
must_check int map_verity(struct map *maps, const struct map *data, const struct medium *medium,
			  const struct plan *plan, unsigned int index,
			  struct map_verification *verification, struct failure *why);

/*
 * Map the whole medium by device-mapper. While device-mapper holds a part of the medium, nothing
 * else can mount the medium itself.
 */
must_check int map_medium(struct map *ret, const struct medium *medium, struct failure *why);

/* Attach a loop device to an image inside the one mounted at outer, for the layer at an index. */
must_check int map_nested(struct map *ret, const char *outer, const char *path, unsigned int index,
			  struct failure *why);

/*
 * Release a device. map_keep: a mount keeps it until it is unmounted, and the link stays. map_undo:
 * nothing is mounted from it; remove it and the link.
 */
void map_keep(struct map *map);
void map_undo(struct map *map);
