/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of NUMA nodes as sysfs writes it: "0-3,8" (Documentation/ABI/stable/sysfs-devices-node,
 * lib/vsprintf.c, bitmap_list_string(), Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { NODES_MAX = 1024 }; /* the largest MAX_NUMNODES */

struct node_set {
	uint64_t bits[NODES_MAX / 64];
};

/*
 * Parse a list. White space at its ends is ignored; an empty list is the empty set. Returns 0;
 * -EBADMSG for a malformed list, a range that ends before it begins, or a node from NODES_MAX on.
 */
must_check int node_list_parse(struct slice text, struct node_set *ret);

static inline bool node_set_has(const struct node_set *set, unsigned int node)
{
	return node < NODES_MAX && (set->bits[node / 64] >> node % 64 & 1);
}
