/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gather what a tree (sys/tree.h) says about physical memory: its map, and the policy for its use.
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

/* Gather and complete the map. iomem (/proc/iomem), claims and dax come from the same tree. */
void memory_gather_map(const struct tree *tree, struct slice iomem, const struct claims *claims,
		       const struct dax *dax, struct memory_map *map);

/*
 * Gather the policy. page is the map's page size in bytes. memory_policy_settle() adds what only
 * the configuration of the kernel says.
 */
void memory_gather_policy(const struct tree *tree, uint64_t page, struct memory_policy *policy);
