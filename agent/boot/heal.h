/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Working around what the kernel would refuse. Decided from the claims, and never on memory that
 * may be somebody's: a persistent namespace's mode is not ours to change.
 */
#pragma once

#include "base/attributes.h"
#include "model/claim.h"

#include <stdbool.h>

enum { HEALED_MAX = 256, HEALED_COUNT_MAX = 16 };

struct healed {
	unsigned int count;
	char line[HEALED_MAX]; /* what was done, for people; "" for nothing */
};

/* Namespaces that nd_pmem would refuse, before it sees them. */
void heal_before_bind(struct healed *healed, const struct claims *claims);

/*
 * Namespaces that an info block in the image (BTT, PFN, DAX at 4 KiB) hides, after they are bound.
 * Returns whether something was done: then the bus has to settle again.
 */
bool heal_after_bind(struct healed *healed, const struct claims *claims);
