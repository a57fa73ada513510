/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Explanations if nothing is claimed and there is no region: memory that is reserved for
 * device-dax, or firmware that booted over HTTP.
 */
#pragma once

#include "medium/drivers.h"
#include "model/claim.h"
#include "model/verdict.h"

struct tree;

/*
 * Examine a tree (sys/tree.h), add what it shows to the claims and verdicts, and set the reason. nd
 * is the bus as it was just read.
 */
void evidence_judge(const struct tree *tree, const struct nd *nd, struct claims *claims,
		    struct verdicts *verdicts, struct failure *why);

/* The same for the live system. Its EFI variables are temporarily mounted. */
void evidence_explain(struct drivers *drivers, const struct nd *nd, struct claims *claims,
		      struct verdicts *verdicts, struct failure *why);
