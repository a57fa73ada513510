/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The partitions of the medium as block devices that the live system can mount: for each a
 * read-only loop device, its names in /dev/disk, and a rule for udev in /run/udev/rules.d.
 */
#pragma once

#include "medium/drivers.h"
#include "medium/medium.h"
#include "model/partition_plan.h"
#include "sys/loop.h"
#include "verify/seed.h"

#include <stdbool.h>

/* All zeros without partitions. */
struct partition_devices {
	struct partitions *table; /* NULL if the medium has no partitions */
	struct partition_plan plan;
	char disk[ND_NAME_MAX + 8];		   /* the path of the medium */
	bool forgotten[PARTITIONS_MAX];		   /* the kernel has forgotten its own partition */
	char paths[PARTITIONS_MAX][LOOP_NAME_MAX]; /* "" for a partition without a device */
	struct seed_trust trust;		   /* which configuration may be used, and why */
	/* Of the seed, if its number is not 0. It and has_rule stay after partitions_undo(). */
	struct seed_result seed;
	bool has_rule; /* the rule of the trust is set */
};

struct partitions_request {
	const struct medium *medium;
	struct drivers *drivers;
	const struct tree *tree; /* the live system, and in it the folder of the keys for seeds */
	const char *base;
	const struct identity *identity;
	enum seed_rule rule;	/* which configuration may be used */
	uint64_t iso_end;	/* bytes of the medium that are the volume of an ISO, or 0 */
	uint64_t signed_volume; /* bytes that a trusted signature covers, or 0 */
	uint64_t covered;	/* bytes of the medium; partitions outside get no device */
	bool disk_is_free;	/* nothing of the medium is mapped or mounted */
	/*
	 * No udev runs yet. Then nobody has opened the kernel's own partitions, and it can forget
	 * those that have a device: nobody tries to mount what the kernel refuses to mount, and the
	 * names belong to our devices even if /run, and the rule with it, is lost.
	 */
	bool no_udev_yet;
};

/*
 * Read the medium's partition table, verify the seed, and make the devices. Configuration that must
 * not be used gets none, and the kernel forgets its own partition of it. If something fails, log a
 * warning: the boot continues without the device.
 */
void partitions_map(struct partition_devices *ret, const struct partitions_request *request);

/*
 * Remove the devices, their links and the rule, and give the kernel its own partitions again.
 */
void partitions_undo(struct partition_devices *devices);
