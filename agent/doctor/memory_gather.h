/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gather what a tree (sys/tree.h) says of physical memory: its map, and the policy for its use.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "model/claim.h"
#include "model/memory_map.h"
#include "model/memory_policy.h"

struct tree;

/*
 * Allocate a map that has room for the memory of large machines. Returns 0 or -ENOMEM. Call
 * memory_gather_free() in either case.
 */
must_check int memory_gather_allocate(struct memory_map *map);
void memory_gather_free(struct memory_map *map);

/* Gather the map and settle it. iomem (/proc/iomem), claims and dax devices are of the same tree.
 */
void memory_gather_map(const struct tree *tree, struct slice iomem, const struct claims *claims,
		       const struct dax *dax, struct memory_map *map);

/*
 * Gather the policy. page is the map's size of a page. memory_policy_settle() adds what only the
 * kernel's configuration tells.
 */
void memory_gather_policy(const struct tree *tree, uint64_t page, struct memory_policy *policy);
