/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings: results of the audit of the memory map, in addition to the verdicts.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdbool.h>

enum finding_code {
	FINDING_SYSTEM_RAM,  /* an image's range is System RAM */
	FINDING_TWO_CLAIMS,  /* two drivers would use one range */
	FINDING_OTHER_OWNER, /* an image's range is reserved for something else too */
	FINDING_STRADDLE,    /* two ranges overlap, and neither contains the other */
	FINDING_SHARED_PAGE, /* an image shares its first or last page */
	FINDING_UNRESERVED,  /* an image's range could be assigned as I/O space */
	FINDING_SOFT_RESERVE,
	FINDING_HOTPLUG,
	FINDING_CMA,
	FINDING_CUT, /* there are more ranges than the audit can hold */
	FINDING_CODES,
};

enum { FINDINGS_MAX = 64, FINDING_LINE_MAX = 240 };

struct finding {
	enum finding_code code;
	bool danger;		     /* a danger to the image; otherwise only information */
	struct extent extent;	     /* the range concerned; empty: the whole machine */
	char line[FINDING_LINE_MAX]; /* what is wrong and what to do */
};

struct findings {
	unsigned int count;
	bool cut;
	struct finding list[FINDINGS_MAX];
};

void finding_add(struct findings *findings, enum finding_code code, bool danger,
		 struct extent extent, const char *format, ...) printf_like(5, 6);

/* The code as programs see it, e.g. "system-ram". */
const char *finding_name(enum finding_code code);
