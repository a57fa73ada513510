/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Overlaps in the map of physical memory: a page with two owners, and one with none.
 */
#pragma once

#include "model/finding.h"
#include "model/memory_map.h"

/*
 * Find, in a settled map, what each range of an image is beside that it is one; and those pairs of
 * ranges of which neither holds the other. What nobody has is not looked for without /proc/iomem.
 */
void overlaps_find(const struct memory_map *map, struct findings *findings);
