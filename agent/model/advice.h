/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What would make an image better.
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

/*
 * Advise on a plan that was made with all checks, and its survey. lacking is the list of drivers,
 * with blanks between, that the image's own initramfs needs for a boot from persistent memory and
 * lacks; "" for none.
 */
void advice_give(const struct plan *plan, const struct survey *survey, const char *lacking,
		 struct advice *ret);
