/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nvdimm bus: its regions, their namespaces, and the disks that the kernel made of them.
 * sys/nd.c reads it from sysfs.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdbool.h>

/*
 * A machine may have a region for each DIMM, and several namespaces in each. Memory for the devices
 * that are not there is never touched.
 */
enum {
	ND_NAME_MAX = 32,
	ND_PATH_MAX = 256,
	ND_REGIONS_MAX = 1024,
	ND_DISKS_MAX = 2048,
	ND_NAMESPACES_MAX = ND_DISKS_MAX,
};

struct nd_region {
	char name[ND_NAME_MAX];	    /* "region0" */
	char provider[ND_NAME_MAX]; /* "ACPI.NFIT", "e820", "virtio-pmem", a device's name */
	char path[ND_PATH_MAX];	    /* target of its link: ".../ACPI0012:00/ndbus0/region0" */
	struct extent extent;	    /* physical memory; 0 if not privileged to see it */
	bool bound;		    /* bound to nd_region, which makes its namespaces */
};

struct nd_namespace {
	char name[ND_NAME_MAX]; /* "namespace0.0" */
	char region[ND_NAME_MAX];
	char holder[ND_NAME_MAX]; /* the btt, pfn or dax device that holds it, or "" */
	bool bound;		  /* bound to nd_pmem */
	bool disk;		  /* nd_pmem has made a disk of it */
};

struct nd_disk {
	char name[ND_NAME_MAX];	  /* "pmem0"; the disk of a BTT ("pmem0s") does not count */
	char region[ND_NAME_MAX]; /* "" if it is not on the nd bus */
};

struct nd {
	unsigned int n_regions, n_namespaces, n_disks;
	bool cut; /* there are more devices than there is room for: verdicts_judge() passes it on */
	bool pmem; /* nd_pmem is registered: it refused, or will soon bind, what is unbound */
	struct nd_region regions[ND_REGIONS_MAX];
	struct nd_namespace namespaces[ND_NAMESPACES_MAX];
	struct nd_disk disks[ND_DISKS_MAX];
};

/* Find by name; NULL if there is none. */
const struct nd_region *nd_find_region(const struct nd *nd, const char *name);
