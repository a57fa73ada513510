/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The doctor: can this machine boot from its image, and if not, why? It gathers the memory map,
 * what the kernel made of each image's range, the policy and the kernel's options, and answers. It
 * only reads.
 */
#pragma once

#include "base/attributes.h"
#include "doctor/diagnosis.h"
#include "medium/medium_request.h"

#include <stdbool.h>

struct tree;

/*
 * Examine a tree (sys/tree.h), by its own command line and policy. live: the tree is the running
 * system, whose disks can be read. A recorded tree has notes of their contents instead. Returns 0
 * or -ENOMEM. Call doctor_free() in either case.
 */
must_check int doctor_examine(struct doctor *doctor, const struct tree *tree, bool live);

/* The same for a request that the caller has already made. */
must_check int doctor_examine_as(struct doctor *doctor, const struct tree *tree, bool live,
				 const struct medium_request *request);

/* Answer for the same machine with another kernel. */
void doctor_exchange_kernel(struct doctor *doctor, const struct kernel *kernel);

/* Add a finding if the verdicts are not on everything. */
void doctor_find_cut(struct doctor *doctor);

void doctor_free(struct doctor *doctor);
