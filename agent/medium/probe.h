/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is on a disk: its superblock, the plan of its image, its partitions. Each is read by a child
 * process that can do nothing else (sys/sandbox.h), and its answer is checked (model/untrusted.h):
 * an image that finds a fault in libblkid or in the planner is [damaged], and PID 1 goes on.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"
#include "model/partition.h"
#include "model/plan.h"
#include "model/plan_request.h"
#include "sys/sandbox.h"
#include "sys/superblock.h"

#include <stdbool.h>

struct probe_request {
	int fd; /* of the disk; the caller's */
	uint64_t size;
	const struct config *config;
	const struct superblock *known; /* found before; NULL: look for it */
	const struct plan_request
		*plan; /* make one, if pmemboot.root= asks for this volume; or NULL */
};

struct probe {
	enum sandbox_kind sandbox;
	int superblock_error; /* 0, or -E... of superblock_probe() */
	struct superblock superblock;
	bool wanted;	    /* the volume is the one that pmemboot.root= asks for */
	struct failure why; /* why there is no plan, if one was to be made */
	struct plan plan;   /* if one was made, and why.code is FAILURE_NONE */
};

/*
 * Probe a disk. Returns 0; or -E... and the reason in ret->why, if the child could not answer:
 * FAILURE_DAMAGED if the image made it end, FAILURE_SYSTEM if there was no child.
 */
must_check int probe_disk(const struct probe_request *request, struct probe *ret);

/* Read the partition table of a disk, as partitions_read() does. Returns also -EBADMSG. */
must_check int probe_partitions(int fd, uint64_t size, struct partitions *ret);

/* Find the superblock of a device, as superblock_probe() does. Returns also -EBADMSG. */
must_check int probe_superblock(int fd, struct superblock *ret);
