/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan of an ISO: recognise or guess its layout, and find its layers and its checks.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/plan.h"
#include "model/plan_request.h"

/* Returns as planner_make(); -ENOENT, without a reason, if the medium is not an ISO. */
must_check int iso_plan(struct plan *plan, const struct reader *reader,
			const struct plan_request *request, struct failure *why);
