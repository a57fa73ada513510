/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel made of firmware's claims, gathered and judged.
 */
#pragma once

#include "medium/candidate.h"
#include "model/claim.h"
#include "model/verdict.h"
#include "model/view.h"

struct tree;

/*
 * /proc/iomem of a tree: a slice of memory that the caller frees; empty, and nothing to free, if it
 * can't be read.
 */
struct slice view_read_iomem(const struct tree *tree, uint8_t **memory);

/* What the drivers of a tree made of memory; all but iomem and contents. */
void view_read(const struct tree *tree, struct view *ret);

/*
 * The verdicts on all claims, after the candidates were examined (NULL: none was). nd is the bus as
 * it was read just now; NULL: it is read here.
 */
void view_judge(const struct tree *tree, const struct nd *nd, const struct claims *claims,
		const struct candidates *candidates, struct verdicts *ret);
