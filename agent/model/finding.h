/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings: what the audit of the memory map has to say beyond the verdicts.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdbool.h>

enum finding_code {
	FINDING_SYSTEM_RAM,  /* an image's range is the kernel's to use */
	FINDING_TWO_CLAIMS,  /* two drivers will want one range */
	FINDING_OTHER_OWNER, /* an image's range is kept for something else too */
	FINDING_STRADDLE,    /* two ranges overlap, and neither holds the other */
	FINDING_SHARED_PAGE, /* an image's first or last page is somebody else's too */
	FINDING_UNRESERVED,  /* an image's range that nobody keeps from being I/O space */
	FINDING_SOFT_RESERVE,
	FINDING_HOTPLUG,
	FINDING_CMA,
	FINDING_CUT, /* there was more than the audit has room for */
	FINDING_CODES,
};

enum { FINDINGS_MAX = 64, FINDING_LINE_MAX = 240 };

struct finding {
	enum finding_code code;
	bool danger;		     /* to the image; otherwise it is worth knowing, no more */
	struct extent extent;	     /* what it is about; empty: the whole machine */
	char line[FINDING_LINE_MAX]; /* what, and what to do about it */
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
