/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The planner: makes the plan of an image. It only reads, through a reader, so the same code plans
 * /dev/pmem0 in a boot and a file on a workstation.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/partition.h"
#include "model/plan.h"
#include "model/plan_request.h"

/*
 * Make the plan of the image that a reader reads. partitions is its partition table, or NULL if
 * that was not read. An ISO that also has a partition table is treated as an ISO, unless a
 * partition is requested. Returns 0, or -E... with the reason in *why: no image, truncated,
 * damaged, no root image, ambiguous, unsupported, read error.
 */
must_check int planner_make(struct plan *plan, const struct reader *reader,
			    const struct partitions *partitions, const struct plan_request *request,
			    struct failure *why);
