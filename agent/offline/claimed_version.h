/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The version that an image claims to have: that of a signature in it, which nobody has verified.
 */
#pragma once

#include "base/attributes.h"
#include "model/plan.h"

struct claimed_version {
	uint64_t version;	  /* 0: none */
	char path[PLAN_PATH_MAX]; /* of the signature in the image */
};

/*
 * Look at the first signature that has a version: of a list of sums, of a layer, of a root hash.
 * device is the path of the image. A signature that cannot be read is passed over.
 */
void claimed_version_find(const struct plan *plan, const char *device, struct claimed_version *ret);
