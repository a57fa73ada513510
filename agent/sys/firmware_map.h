/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"
#include "parse/memmap.h"

struct tree;

enum { FIRMWARE_MAP_ENTRIES_MAX = 4096 };

/*
 * Visit the entries of the memory map that firmware reported, in a tree (sys/tree.h;
 * /sys/firmware/memmap, x86), with the text of their type. Malformed entries are skipped. Returns
 * as tree_each(), or -E2BIG for more than FIRMWARE_MAP_ENTRIES_MAX.
 */
must_check int firmware_map_each(const struct tree *tree,
				 void (*visit)(void *context, const struct memmap_entry *entry,
					       const char *type),
				 void *context);
