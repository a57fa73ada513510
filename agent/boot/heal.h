/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Working around what the kernel would refuse. Decided from the claims, before nd_pmem binds, and
 * never on memory that may be somebody's: a persistent namespace's mode is not ours to change.
 */
#pragma once

#include "base/attributes.h"
#include "model/claim.h"

enum { HEALED_MAX = 256 };

struct healed {
	char line[HEALED_MAX]; /* what was done, for people; "" for nothing */
};

/* Look at the namespaces that no driver is bound to. */
void heal_namespaces(struct healed *healed, const struct claims *claims);
