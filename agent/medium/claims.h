/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/claim.h"

struct tree;

/*
 * Gather what firmware claims, from a tree (sys/tree.h). What can't be read or is malformed is
 * said and passed over: the claims tell which disk is likelier and why there is none, the disk
 * itself does not depend on them.
 */
void claims_gather(struct claims *claims, const struct tree *tree);

/*
 * Where nothing is claimed, add what would explain it: e820 type 12 that this kernel makes no
 * device of (no CONFIG_X86_PMEM_LEGACY), and memory that is kept for device-dax.
 */
void claims_gather_hidden(struct claims *claims, const struct tree *tree);
