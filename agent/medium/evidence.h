/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where nothing is claimed and no region is there: what would explain it. Memory that is kept for
 * device-dax, firmware that booted over HTTP.
 */
#pragma once

#include "medium/drivers.h"
#include "model/claim.h"
#include "model/verdict.h"

struct tree;

/* Look at a tree (sys/tree.h), add what is there to the claims and verdicts, set the reason. */
void evidence_judge(const struct tree *tree, struct claims *claims, struct verdicts *verdicts,
		    struct failure *why);

/* The same for the live system, whose EFI variables are mounted for it. */
void evidence_explain(struct drivers *drivers, struct claims *claims, struct verdicts *verdicts,
		      struct failure *why);
