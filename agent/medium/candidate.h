/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pmem disks that may be the medium. Those of the best rank (claim_rank()) are examined first,
 * and no others if one of them can be the medium. A disk becomes read-only before its plan is made;
 * a disk that may be somebody's data, and holds no image, stays as it is.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "medium/medium_request.h"
#include "medium/protection.h"
#include "model/claim.h"
#include "model/failure.h"
#include "model/nd.h"
#include "model/plan.h"
#include "sys/sandbox.h"
#include "sys/superblock.h"

#include <stdbool.h>

struct candidate {
	char disk[ND_NAME_MAX];
	char path[ND_NAME_MAX + 8];
	char region[ND_NAME_MAX]; /* "" if it is not on the nd bus */
	struct claim claim;	  /* how firmware or the driver describes the region */
	bool wanted;		  /* it matches pmemboot.root= */
	int fd;			  /* -1 if it cannot be the medium */
	struct reader reader;	  /* its size stays after the disk is closed; 0: never opened */
	struct superblock superblock;
	enum sandbox_kind sandbox; /* of the process that read it */
	bool skipped;		   /* it holds no ISO, and its superblock was not looked for */
	const char *info_block;	   /* the mode of the info block in the image, or NULL */
	struct plan *plan;	   /* NULL until it is made: most disks of a big machine get none */
	struct failure why;	   /* why it is not the medium */
};

struct candidates {
	const struct claims *claims; /* the caller's; they must outlive the candidates */
	unsigned int count;
	struct candidate *list[ND_DISKS_MAX];
	struct protection protection;
};

/*
 * Close all. Make the regions that were writable before writable again, except the one of the
 * chosen disk. If no disk is chosen, regions that hold an image stay read-only: it may be the only
 * copy.
 */
void candidates_end(struct candidates *candidates, const struct candidate *chosen);

/*
 * Examine the disks that are new since the last call, in the order of their ranks, up to the rank
 * in which one can be the medium. Regions that hold no image become writable again. Returns 0, or
 * -E... and the reason.
 */
must_check int candidates_scan(struct candidates *candidates, const struct nd *nd,
			       const struct medium_request *request, struct failure *why);

/*
 * Count the disks that could be the medium and have the best rank (claim_rank()). The first of them
 * is returned in *ret, and if there are more, another one in *rival.
 */
unsigned int candidates_choose(struct candidates *candidates, struct candidate **ret,
			       struct candidate **rival);

/* Set the reason: two disks could be the medium, and they rank the same. */
void candidates_explain_rivals(const struct candidate *one, const struct candidate *other,
			       struct failure *why);

/*
 * Examine a disk as candidates_scan() does, but change nothing: do not make it read-only, and close
 * it again. *ret is all zeros before. Returns 0, or -E... if it cannot be opened. The caller frees
 * ret->plan.
 */
must_check int candidate_peek(struct candidate *ret, const struct claims *claims,
			      const struct nd *nd, const struct nd_disk *disk,
			      const struct medium_request *request);

/* Open a disk again that was unbound and bound, and check that it is read-only. Returns 0, or -E...
 * and the reason. */
must_check int candidates_reopen(struct candidate *candidate, struct failure *why);

/* Why a disk is not the medium (FAILURE_NONE: it could be); NULL if it was not examined. */
const struct failure *candidates_content(const struct candidates *candidates, const char *disk);

/* Was a disk that matches pmemboot.root= refused, and not because it holds no image? */
bool candidates_refused(const struct candidates *candidates);

/* Say of the disks that were skipped what they hold, before any explanation. It reads much. */
void candidates_identify(struct candidates *candidates);

/* Set the reason why no disk is the medium: the most informative one of all disks. */
void candidates_explain(const struct candidates *candidates, struct failure *why);
