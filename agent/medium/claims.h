/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/claim.h"

struct tree;

/*
 * Gather what firmware claims, from a tree (sys/tree.h). A source that cannot be read or is
 * malformed is reported and skipped: the claims only rank the disks, and explain why there is none.
 */
void claims_gather(struct claims *claims, const struct tree *tree);

/*
 * If nothing is claimed, add what may explain it: e820 type 12, of which this kernel makes no
 * device (no CONFIG_X86_PMEM_LEGACY), and memory that is reserved for device-dax.
 */
void claims_gather_hidden(struct claims *claims, const struct tree *tree);
