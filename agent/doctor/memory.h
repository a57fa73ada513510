/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a tree (sys/tree.h) says of physical memory, gathered: its map, and the policy that it is
 * used by.
 */
#pragma once

#include "base/attributes.h"
#include "model/claim.h"
#include "model/memory_map.h"
#include "model/memory_policy.h"

struct tree;

/* A map with room for what machines have. 0 or -ENOMEM; memory_map_free() in either case. */
must_check int memory_map_allocate(struct memory_map *map);
void memory_map_free(struct memory_map *map);

/*
 * Gather the map, and settle it. iomem is the tree's /proc/iomem; the claims and dax devices are
 * the tree's, too.
 */
void memory_gather(const struct tree *tree, struct slice iomem, const struct claims *claims,
		   const struct dax *dax, struct memory_map *map);

/* Gather the policy; page is the map's. Whether the kernel can soft-reserve, its configuration
 * would say. */
void memory_policy_gather(const struct tree *tree, uint64_t page, struct memory_policy *policy);
