/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan for an ISO: its layout is recognised, or guessed, and its layers are found.
 */
#pragma once

#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * As plan_make(); -ENOENT, with no reason set, if the medium is no ISO.
 */
must_check int iso_plan(struct plan *plan, const struct reader *reader,
			const struct plan_wishes *wishes, struct failure *why);

/* An error of the ISO reader, in words, about a path. Returns the error. */
must_check int iso_failure(const struct iso9660 *iso, int error, const char *path,
			   struct failure *why);

/* Take a file of the ISO as the next layer upward. 0 or -E... and the reason. */
must_check int iso_add_layer(struct plan *plan, struct iso9660 *iso, const char *path,
			     const struct layout *layout, struct failure *why);
