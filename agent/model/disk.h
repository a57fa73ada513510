/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan of a medium that is not an ISO: a root image directly on the device, or a disk image
 * with a partition table.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/partition.h"
#include "model/plan.h"
#include "model/plan_request.h"

/*
 * Returns as planner_make(); -ENOENT, without a reason, if the medium is neither.
 * request->partition names the root partition; otherwise it is the partition with the root type of
 * this architecture (model/partition_find.h). A partition of /usr becomes the topmost layer.
 */
must_check int disk_plan(struct plan *plan, const struct reader *reader,
			 const struct partitions *partitions, const struct plan_request *request,
			 struct failure *why);
