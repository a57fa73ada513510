/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Acting on the live nvdimm bus. Names are as sys/nd.h has them; each function returns 0 or -E...
 * unless it says more.
 */
#pragma once

#include "base/attributes.h"
#include "sys/child.h"

#include <stdbool.h>

/* The read_only attribute of a region: it covers its disks and their partitions. 0, 1 or -E... */
must_check int nd_region_is_read_only(const char *region);
must_check int nd_region_set_read_only(const char *region, bool on);

/*
 * Have the namespace bound without a page map: no DAX, and none of the page map's rules. Before
 * the bind, that is; after a bind that failed with -17 a new one with it panics the kernel.
 */
must_check int nd_namespace_force_raw(const char *name);

/* Take that back, for the next bind. */
must_check int nd_namespace_allow_pages(const char *name);

/* Bind a namespace to nd_pmem by hand. 0, or -E... of the probe. */
must_check int nd_namespace_bind(const char *name);

/* Take a namespace, whose disk nobody has open, away from nd_pmem. */
must_check int nd_namespace_unbind(const char *name);

/*
 * Take a namespace away from the btt, pfn or dax device that holds it: its driver is unbound if it
 * has one, and the device lets go.
 */
must_check int nd_holder_release(const char *holder);

/* Does the bus bind a new device to its driver by itself? That is how it begins. */
must_check int nd_set_autoprobe(bool on);
bool nd_is_held(void); /* somebody said that it doesn't */

/* Have the bus look for a driver for each device whose name begins with kind and that has none. */
void nd_probe_all(const char *kind);

/*
 * Begin to wait, in a child, until every nvdimm bus has finished probing (ndbusN/wait_probe, which
 * blocks).
 */
must_check int nd_settle_begin(struct child *settle);
