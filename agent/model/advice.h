/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Advice: what would make an image better.
 */
#pragma once

#include "model/plan.h"
#include "model/survey.h"

enum { ADVICE_MAX = 16, ADVICE_LINE_MAX = 400 };

struct advice {
	unsigned int count;
	struct {
		const char *code; /* for programs: "unaligned", "inline-data" ... */
		char line[ADVICE_LINE_MAX];
	} list[ADVICE_MAX];
};

/* Add a piece of advice that the plan and its survey do not show. */
void advice_add(struct advice *advice, const char *code, const char *line);

/*
 * Advise on a plan that was made with all checks, and on its survey. missing lists the drivers,
 * separated by spaces, that a boot from persistent memory needs and that are missing from the
 * image's own initramfs; "" for none.
 */
void advice_give(const struct plan *plan, const struct survey *survey, const char *missing,
		 struct advice *ret);
