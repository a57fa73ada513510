/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which layout an ISO has, and where the images of its root are.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/layout.h"
#include "model/plan.h"
#include "model/plan_wishes.h"
#include "parse/iso9660.h"

struct images {
	unsigned int count;
	char (*names)[PLAN_PATH_MAX]; /* LAYOUT_LAYERS_MAX of them, the lowest layer's first */
};

/*
 * Find the first layout of the table that the ISO has, and its images. *layout is NULL if it has
 * none. If the user has named images, a layout counts even if its own are wrong. Returns 0 or -E...
 * and the reason.
 */
must_check int recognise(struct iso9660 *iso, const struct plan_wishes *wishes,
			 const struct layout **layout, struct images *images, struct failure *why);
