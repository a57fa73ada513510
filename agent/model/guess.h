/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guess: in an ISO of no known layout, the only root image is the root, whatever its name is.
 * The largest files are looked at. If there are several images, the ISO is ambiguous: the largest
 * need not be the root.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * Find that image and make it the only layer of the plan, whose contract the caller sets. layout:
 * what the user says that it is, or NULL. Returns 0 or -E... and the reason.
 */
must_check int guess_plan(struct plan *plan, struct iso9660 *iso, const struct layout *layout,
			  struct failure *why);
