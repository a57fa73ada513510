/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan as JSON: the member "plan" of the report and of the output of `pmemboot inspect --json`.
 * pmemboot.json(5) describes it.
 */
#pragma once

#include "base/json.h"
#include "model/plan.h"

/*
 * Write the plan as the member "plan". disk is that of plan_print_parameters(). If there are no
 * checks, the member "checks" is left out unless requested: a boot may not look for them.
 */
void plan_write_json(struct json *j, const struct plan *plan, const char *disk, bool with_checks);
