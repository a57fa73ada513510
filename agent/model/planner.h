/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The planner: makes the plan of an image. It only reads, through a reader, so the plan of
 * /dev/pmem0 and of a file on a workstation is made by the same code.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/partition.h"
#include "model/plan.h"
#include "model/plan_wishes.h"

/*
 * Make the plan of the image that a reader reads. partitions is its partition table, or NULL if
 * that wasn't read. An ISO that has a table too is treated as an ISO, unless a partition is wished
 * for. Returns 0, or -E... with the reason in *why: no image, truncated, damaged, no root image,
 * ambiguous, unsupported, read error.
 */
must_check int planner_make(struct plan *plan, const struct reader *reader,
			    const struct partitions *partitions, const struct plan_wishes *wishes,
			    struct failure *why);
