/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The medium: the pmem disk that holds the image. The search finds it, makes it read-only and makes
 * its plan.
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
#include "sys/sandbox.h"
#include "sys/superblock.h"

struct medium {
	char path[ND_NAME_MAX + 8]; /* "/dev/pmem0" */
	char disk[ND_NAME_MAX];	    /* "pmem0" */
	char region[ND_NAME_MAX];   /* "region0", or "" for a disk that is not on the nd bus */
	struct claim claim;	    /* the provider of the region; its range, 0 if unknown */
	uint64_t size;		    /* bytes of the disk */
	int fd;			    /* open for reading, -1 without a medium */
	struct healed healed;	    /* what was worked around */
	struct superblock superblock;
	enum sandbox_kind sandbox; /* of the process that read it */
};

/* The input of a search, and where it puts its findings. All of it belongs to the caller. */
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
	 * There is none, and the command line names another root: the caller steps aside. Either
	 * nothing is claimed; or, with the reason, only memory that may be an ordinary NVDIMM and
	 * that holds no image.
	 */
	MEDIUM_STEP_ASIDE,
	MEDIUM_FAILED, /* with the reason */
};

/*
 * Find the medium: load the providers' drivers, wait for the disk as long as the configuration
 * says, make it read-only, examine it, and make its plan. Close the medium with medium_close().
 */
must_check enum medium_outcome medium_find(const struct medium_search *search,
					   struct medium *medium, struct plan *plan,
					   struct failure *why);

void medium_close(struct medium *medium);
