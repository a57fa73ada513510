/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The view: what the kernel made of firmware's claims. medium/view.c gathers it from the running
 * system or from a recorded tree.
 */
#pragma once

#include "base/slice.h"
#include "model/claim.h"
#include "model/dax.h"
#include "model/failure.h"
#include "model/nd.h"

#include <stdbool.h>

struct view {
	const struct nd *nd; /* the caller's */
	struct dax dax;
	bool drivers[CLAIM_PROVIDERS]; /* the provider's driver is there */
	struct slice iomem;	       /* /proc/iomem, empty if it was not or cannot be read */
	/* Why each of nd->disks is not the medium (FAILURE_NONE: it can be); NULL: not examined. */
	const struct failure *contents[ND_DISKS_MAX];
};
