/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pmem disks that may be the medium: each is made read-only, looked at, and planned.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "medium/medium_request.h"
#include "model/claim.h"
#include "model/failure.h"
#include "model/nd.h"
#include "model/plan.h"
#include "sys/superblock.h"

#include <stdbool.h>

enum { CANDIDATES_MAX = 32 };

struct candidate {
	char disk[ND_NAME_MAX];
	char path[ND_NAME_MAX + 8];
	char region[ND_NAME_MAX]; /* "" if it is not on the nd bus */
	struct claim claim;	  /* what firmware, or its driver, says of the region */
	bool wanted;		  /* it is what pmemboot.root= asks for */
	int fd;
	struct reader reader;
	struct superblock superblock;
	const char *info_block; /* the mode of the one in the image, or NULL */
	struct plan plan;
	struct failure why; /* why it is not the medium */
};

struct candidates {
	const struct claims *claims; /* the caller's */
	unsigned int count;
	struct candidate *list;
	unsigned int n_regions; /* that were writable, and that we made read-only */
	char (*regions)[ND_NAME_MAX];
};

/* The claims must outlive them. 0 or -ENOMEM. */
must_check int candidates_begin(struct candidates *candidates, const struct claims *claims);

/* Make all regions read-only, before their namespaces are bound. */
void candidates_protect_regions(struct candidates *candidates, const struct nd *nd);

/*
 * Close all. A region that was writable before is so again, unless its disk is the chosen one. With
 * none chosen, what holds an image stays protected: it may be the only copy.
 */
void candidates_end(struct candidates *candidates, const struct candidate *chosen);

/* Examine the disks that are new since the last call. 0 or -E... and the reason. */
must_check int candidates_scan(struct candidates *candidates, const struct nd *nd,
			       const struct medium_request *request, struct failure *why);

/*
 * How many disks could be the medium and have the best rank of those (claim_rank()): 0, 1, or more,
 * with the first in *ret and another in *rival.
 */
unsigned int candidates_choose(struct candidates *candidates, struct candidate **ret,
			       struct candidate **rival);

/* Two disks could be the medium, and nothing says which. */
void candidates_explain_rivals(const struct candidate *one, const struct candidate *other,
			       struct failure *why);

/*
 * Look at a disk, and only look: it stays as it is, writable or not, and is closed again. The same
 * is found as by candidates_scan(). 0 or -E... if it can't be opened.
 */
must_check int candidate_peek(struct candidate *ret, const struct claims *claims,
			      const struct nd *nd, const struct nd_disk *disk,
			      const struct medium_request *request);

/* Open the disk again, which was gone for a moment, and see that it is read-only. 0 or -E... */
must_check int candidates_reopen(struct candidate *candidate, struct failure *why);

/* Why a disk is not the medium (FAILURE_NONE: it could be); NULL if it was not looked at. */
const struct failure *candidates_content(const struct candidates *candidates, const char *disk);

/* Was a wanted disk refused for another reason than that it holds no image? */
bool candidates_refused(const struct candidates *candidates);

/* The reason why none of them fits: the most telling of theirs. */
void candidates_explain(const struct candidates *candidates, struct failure *why);
