/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What would make an image better.
 */
#pragma once

#include "model/plan.h"

enum { ADVICE_MAX = 16, ADVICE_LINE_MAX = 400 };

struct advice {
	unsigned int count;
	struct {
		const char *code; /* for programs: "unaligned", "inline-data" ... */
		char line[ADVICE_LINE_MAX];
	} list[ADVICE_MAX];
};

/*
 * For a plan that was made thoroughly. lacking are the drivers that the image's own initramfs lacks
 * for a boot from persistent memory, with blanks between; "" for none.
 */
void advice_give(const struct plan *plan, const char *lacking, struct advice *ret);
