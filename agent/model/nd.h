/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nvdimm bus: its regions, their namespaces, and the disks that the kernel made of these.
 * sys/nd.c reads it from sysfs.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdbool.h>

enum {
	ND_NAME_MAX = 32,
	ND_PATH_MAX = 256,
	ND_REGIONS_MAX = 64,
	ND_NAMESPACES_MAX = 128,
	ND_DISKS_MAX = 64,
};

struct nd_region {
	char name[ND_NAME_MAX];	    /* "region0" */
	char provider[ND_NAME_MAX]; /* "ACPI.NFIT", "e820", "virtio-pmem", a device's name */
	char path[ND_PATH_MAX];	    /* where its link leads: ".../ACPI0012:00/ndbus0/region0" */
	struct extent extent;	    /* physical memory; all 0 without the privilege to see it */
	bool bound;		    /* to nd_region: it has its namespaces */
};

struct nd_namespace {
	char name[ND_NAME_MAX]; /* "namespace0.0" */
	char region[ND_NAME_MAX];
	char holder[ND_NAME_MAX]; /* the btt, pfn or dax device that holds it, or "" */
	bool bound;		  /* to nd_pmem */
	bool disk;		  /* and that has made a disk */
};

struct nd_disk {
	char name[ND_NAME_MAX];	  /* "pmem0"; what a BTT makes ("pmem0s") is none */
	char region[ND_NAME_MAX]; /* "" if it is not on the nd bus */
};

struct nd {
	unsigned int n_regions, n_namespaces, n_disks;
	bool cut;  /* there was more than there is room for */
	bool pmem; /* nd_pmem is registered: what is unbound was refused, or is about to be bound */
	struct nd_region regions[ND_REGIONS_MAX];
	struct nd_namespace namespaces[ND_NAMESPACES_MAX];
	struct nd_disk disks[ND_DISKS_MAX];
};

/* By name; NULL if there is none. */
const struct nd_region *nd_find_region(const struct nd *nd, const char *name);
