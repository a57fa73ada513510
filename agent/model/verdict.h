/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verdicts: why a claimed range is, or is not, a medium.
 */
#pragma once

#include "base/attributes.h"
#include "model/claim.h"
#include "model/failure.h"
#include "model/view.h"

#include <stdbool.h>

enum { VERDICTS_MAX = CLAIMS_MAX + ND_REGIONS_MAX };

/* The names are "" for what the kernel did not make. */
struct verdict {
	struct claim claim;
	char region[ND_NAME_MAX];
	char namespace[ND_NAME_MAX];
	char disk[ND_NAME_MAX];
	struct failure why; /* FAILURE_NONE: usable */
};

struct verdicts {
	unsigned int count;
	bool cut; /* there were more claims, or devices of the bus, than have verdicts */
	struct verdict list[VERDICTS_MAX];
};

/* Judge one claim. */
void verdict_judge(const struct claim *claim, const struct view *view, struct verdict *ret);

/* Judge all claims, and the regions without a claim. */
void verdicts_judge(const struct claims *claims, const struct view *view, struct verdicts *ret);

/* Has the kernel made a disk of each of them? Then the owners of memory change no verdict. */
bool verdicts_have_disks(const struct verdicts *verdicts);

/*
 * The verdict that explains best why there is no medium: that of the claim from which the machine
 * was most likely booted; among several, one that waiting will not change. NULL if all are usable.
 */
const struct verdict *verdicts_telling(const struct verdicts *verdicts);

/* Will waiting change none of them? */
bool verdicts_are_final(const struct verdicts *verdicts);

/* May a claim of a better rank (claim_rank()) than this still get a disk? */
bool verdicts_may_beat(const struct verdicts *verdicts, unsigned int rank);

/*
 * Set the reason if there is neither a claim nor a region. uri is what firmware booted from over
 * HTTP, or "".
 */
void verdict_nothing_claimed(const char *uri, struct failure *why);
