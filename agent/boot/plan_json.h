/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan as JSON: the member "plan" of the report, and of what `pmemboot inspect --json` prints.
 * pmemboot.json(5) describes it.
 */
#pragma once

#include "base/json.h"
#include "model/plan.h"

/*
 * disk is what plan_print_words() wants. The checks are left out where there is none, unless asked
 * for: a boot may not have looked.
 */
void plan_write_json(struct json *j, const struct plan *plan, const char *disk, bool with_checks);
