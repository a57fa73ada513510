/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guess: in an ISO of no known layout, the largest squashfs or erofs is taken as the root.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/* Find that image and make it the only layer of the plan. Returns 0 or -E... and the reason. */
must_check int guess_plan(struct plan *plan, struct iso9660 *iso, struct failure *why);
