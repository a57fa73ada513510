/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recognise the layout of an ISO, and find the images of its root.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/layout.h"
#include "model/plan.h"
#include "model/plan_request.h"
#include "parse/iso9660.h"

struct images {
	unsigned int count;
	char (*names)[PLAN_PATH_MAX]; /* LAYOUT_LAYERS_MAX paths, the lowest layer first */
	char folder[PLAN_PATH_MAX];   /* that they are in, by the layout's pattern */
};

/*
 * Find the layout of the ISO, and its images: the one that the hints name; or the first in the
 * table that matches, those of the hints' scripts before all others. *layout is NULL if none
 * matches. A layout that is named but does not match has no images. If the user named images,
 * errors in finding the layout's own images are ignored. Returns 0 or -E... and the reason.
 */
must_check int recognise(struct iso9660 *iso, const struct plan_request *request,
			 const struct layout **layout, struct images *images, struct failure *why);
