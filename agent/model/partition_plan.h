/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which device each partition of the medium gets. The kernel refuses to mount a partition of a disk
 * that something holds (block/bdev.c, bd_may_claim()), and the root does hold the medium. So a
 * partition becomes a loop device at its extent, which needs no claim on the disk.
 */
#pragma once

#include "base/attributes.h"
#include "model/partition.h"
#include "model/seed_trust.h"

enum { PARTITION_PLAN_DEVICES_MAX = 32 };

enum partition_use {
	PARTITION_UNUSED,  /* it gets no device */
	PARTITION_MAPPED,  /* a device of its own */
	PARTITION_IS_DISK, /* it holds the volume of the disk, which is its device */
};

struct partition_plan_entry {
	const struct partition *partition; /* the caller's */
	struct extent extent;		   /* inside the disk */
	enum partition_use use;
	bool is_volume;	     /* it holds the volume that the disk holds too */
	bool refused;	     /* it is configuration that must not be used */
	const char *why_not; /* why it gets no device, or NULL */
};

struct partition_plan {
	unsigned int count; /* of all partitions */
	unsigned int n_mapped;
	struct partition_plan_entry list[PARTITIONS_MAX];
};

/* What the plan depends on besides the table. */
struct partition_request {
	uint64_t disk_size; /* bytes */
	uint64_t covered;   /* only what lies in so many bytes of the disk may be used */
	bool disk_is_free;  /* nothing will map the disk: whoever wants its volume mounts that */
	const char *fstype, *label, *uuid; /* what the disk holds */
	const struct seed_trust *trust;	   /* decides on configuration; NULL: covered does */
};

/*
 * Decide for each partition. Both the extents and the names in the table may be anything. What lies
 * beyond the end of the disk is cut off, as the kernel does (block/partitions/core.c).
 */
void partition_plan_make(struct partition_plan *ret, const struct partitions *partitions,
			 const struct partition_request *request);
