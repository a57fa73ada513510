/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Control the live nvdimm bus. Names are those of sys/nd.h. Each function returns 0 or -E... unless
 * its comment says otherwise.
 */
#pragma once

#include "base/attributes.h"
#include "sys/child.h"

#include <stdbool.h>

/*
 * The read_only attribute of a region, which also applies to its disks and their partitions. The
 * first function returns 0, 1 or -E...
 */
must_check int nd_region_is_read_only(const char *region);
must_check int nd_region_set_read_only(const char *region, bool on);

/*
 * Put the namespace into raw mode: it is bound without a page map. It then has no DAX, and the
 * kernel's conditions for a page map, such as alignment, do not apply. Call it before the bind.
 * After a bind that failed with -17 (EEXIST), a bind in raw mode panics the kernel.
 */
must_check int nd_namespace_force_raw(const char *name);

/* Undo that for the next bind. */
must_check int nd_namespace_allow_pages(const char *name);

/* Bind a namespace to nd_pmem. Returns 0, or the -E... of the probe. */
must_check int nd_namespace_bind(const char *name);

/* Unbind a namespace from nd_pmem. Nobody may have its disk open. */
must_check int nd_namespace_unbind(const char *name);

/*
 * Release a namespace from the btt, pfn or dax device that holds it: unbind the driver of that
 * device if it has one, then clear its namespace attribute.
 */
must_check int nd_holder_release(const char *holder);

/* Set whether the bus binds new devices to their drivers by itself (the kernel's default: yes). */
must_check int nd_set_autoprobe(bool on);
bool nd_is_held(void); /* was that turned off? */

/* Let the bus look for a driver for each device without one whose name begins with kind. */
void nd_probe_all(const char *kind);

/*
 * Start a child that waits until every nvdimm bus has finished probing (by reading
 * ndbusN/wait_probe, which blocks).
 */
must_check int nd_settle_begin(struct child *settle);
