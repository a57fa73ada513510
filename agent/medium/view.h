/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gather what the kernel made of firmware's claims, and judge it.
 */
#pragma once

#include "medium/candidate.h"
#include "model/claim.h"
#include "model/verdict.h"
#include "model/view.h"

struct tree;

/*
 * Read /proc/iomem of a tree. Returns a slice of *memory, which the caller frees. If it cannot be
 * read, the slice is empty and *memory is NULL.
 */
struct slice view_read_iomem(const struct tree *tree, uint8_t **memory);

/*
 * Read the view of a tree: everything except iomem and contents. nd is the bus as it was just read;
 * the view borrows it.
 */
void view_read(const struct tree *tree, const struct nd *nd, struct view *ret);

/*
 * Make the verdicts on all claims, after the candidates were examined (NULL: none was). nd is the
 * bus as it was just read.
 */
void view_judge(const struct tree *tree, const struct nd *nd, const struct claims *claims,
		const struct candidates *candidates, struct verdicts *ret);
