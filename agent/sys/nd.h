/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nvdimm bus in sysfs: buses, regions, and the disks that come of them
 * (Documentation/ABI/testing/sysfs-bus-nvdimm, drivers/nvdimm, Linux 6.1 to 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "sys/child.h"

#include <stdbool.h>
#include <stdint.h>

enum { ND_NAME_MAX = 32 };

/* The pmem disks, whole ones: visit gets the name ("pmem0"). As file_each(). */
must_check int nd_each_disk(int (*visit)(void *context, const char *name), void *context);

/* The regions that the kernel has made: visit gets the name ("region0"). As file_each(). */
must_check int nd_each_region(int (*visit)(void *context, const char *name), void *context);

/* How many there are. */
int nd_count_regions(void);

/* The region that a pmem disk belongs to. 0 with a name ("region0"), or -ENOENT. */
must_check int nd_region_of_disk(const char *disk, char ret[ND_NAME_MAX]);

/* Where the region begins in physical memory. 0, or -E... (it takes privileges to see it). */
must_check int nd_region_address(const char *region, uint64_t *ret);

/* The provider of the region's bus: "ACPI.NFIT", "e820", "virtio-pmem", a device's name. */
must_check int nd_region_provider(const char *region, char *buf, size_t size);

/* How many bytes the region has. 0 or -E... */
must_check int nd_region_size(const char *region, uint64_t *ret);

/* The namespaces: visit gets the name ("namespace0.0"). As file_each(). */
must_check int nd_each_namespace(int (*visit)(void *context, const char *name), void *context);

/* Is a driver bound to it, and did that make a disk? */
bool nd_namespace_is_bound(const char *name);
bool nd_namespace_has_disk(const char *name);

/* The btt, pfn or dax device that holds it: 0 if there is none, > 0 with its name, or -E... */
must_check int nd_namespace_holder(const char *name, char *buf, size_t size);

/* The region of a namespace, from its name: "region0" for "namespace0.1". 0 or -EINVAL. */
must_check int nd_region_of_namespace(const char *name, char ret[ND_NAME_MAX]);

/*
 * Have the namespace bound without a page map: no DAX, and none of the page map's rules. Before
 * the bind, that is; after a bind that failed with -17 a new one with it panics the kernel.
 */
must_check int nd_namespace_force_raw(const char *name);

/*
 * Take a namespace away from the btt, pfn or dax device that holds it: its driver is unbound if it
 * has one, and the device lets go. 0 or -E...
 */
must_check int nd_holder_release(const char *holder);

/* Bind a namespace to nd_pmem by hand. 0, or -E... of the probe. */
must_check int nd_namespace_bind(const char *name);

/* The read_only attribute of a region: it covers its disks and their partitions. */
must_check int nd_region_is_read_only(const char *region);
must_check int nd_region_set_read_only(const char *region, bool on);

/*
 * Begin to wait, in a child, until every nvdimm bus has finished probing (ndbusN/wait_probe, which
 * blocks). 0 or -E...
 */
must_check int nd_settle_begin(struct child *settle);
