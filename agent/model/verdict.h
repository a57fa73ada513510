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

/* The names are "" where the kernel has nothing of the kind. */
struct verdict {
	struct claim claim;
	char region[ND_NAME_MAX];
	char namespace[ND_NAME_MAX];
	char disk[ND_NAME_MAX];
	struct failure why; /* FAILURE_NONE: usable */
};

struct verdicts {
	unsigned int count;
	struct verdict list[VERDICTS_MAX];
};

/* Judge one claim. */
void verdict_judge(const struct claim *claim, const struct view *view, struct verdict *ret);

/* Judge all claims, and the regions that nothing claimed. */
void verdicts_judge(const struct claims *claims, const struct view *view, struct verdicts *ret);

/* Is each of them usable? */
bool verdicts_are_good(const struct verdicts *verdicts);

/*
 * The one that tells why there is no medium: that of the claim likeliest to be what the machine was
 * booted from, and there what waiting won't change before what it may. NULL if none complains.
 */
const struct verdict *verdicts_telling(const struct verdicts *verdicts);

/* Is there nothing to wait for? */
bool verdicts_are_final(const struct verdicts *verdicts);

/* Why, where there is no claim and no region at all; with what firmware fetched to boot, or "". */
void verdict_nothing_claimed(const char *uri, struct failure *why);
