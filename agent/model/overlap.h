/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Overlaps in the map of physical memory: pages with two owners, and pages with none.
 */
#pragma once

#include "model/finding.h"
#include "model/memory_map.h"

/*
 * In a settled map, find the other owners of each image's range, and pairs of ranges that overlap
 * while neither contains the other. Pages without an owner are only looked for with /proc/iomem.
 */
void overlaps_find(const struct memory_map *map, struct findings *findings);
