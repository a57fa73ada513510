/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The medium: the one pmem disk that holds the image, found, read-only, and the plan for it made.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "log/timeline.h"
#include "medium/drivers.h"
#include "medium/heal.h"
#include "medium/medium_request.h"
#include "model/claim.h"
#include "model/nd.h"
#include "model/plan.h"
#include "model/verdict.h"
#include "sys/superblock.h"

struct medium {
	char path[ND_NAME_MAX + 8]; /* "/dev/pmem0" */
	char disk[ND_NAME_MAX];	    /* "pmem0" */
	char region[ND_NAME_MAX];   /* "region0", or "" for a disk that is not on the nd bus */
	struct claim claim;	    /* where the region comes from; its range, 0 if unknown */
	uint64_t size;		    /* bytes of the disk */
	int fd;			    /* open for reading, -1 without a medium */
	struct healed healed;	    /* what was worked around on the way */
	struct superblock superblock;
};

/* What a search works with, and what it leaves its findings in. All the caller's. */
struct medium_search {
	const struct medium_request *request;
	struct claims *claims;
	struct drivers *drivers;
	struct verdicts *verdicts;
	struct timeline *timeline;
};

enum medium_outcome {
	MEDIUM_FOUND,
	/*
	 * There is none, and the command line names another root, to which the caller steps aside:
	 * nothing is claimed, or, with the reason, only memory that may be somebody's and holds no
	 * image.
	 */
	MEDIUM_STEP_ASIDE,
	MEDIUM_FAILED, /* with the reason */
};

/*
 * Find the medium: load the providers' drivers, wait for the disk as long as the configuration
 * says, make it read-only, look at what it holds, and make its plan. What is found,
 * medium_close() gives back.
 */
must_check enum medium_outcome medium_find(const struct medium_search *search,
					   struct medium *medium, struct plan *plan,
					   struct failure *why);

void medium_close(struct medium *medium);
