/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/claim.h"
#include "model/verdict.h"

/*
 * Judge every claim, and every region that none of them covers. Returns the verdict that says most
 * (a final one before one that may change), with its reason; VERDICT_USABLE, and no reason, if
 * there is nothing to complain of.
 */
enum verdict verdicts_judge(const struct claims *claims, struct failure *why);
