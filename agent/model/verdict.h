/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verdicts: why a claimed range is, or is not, a disk.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "model/claim.h"
#include "model/failure.h"

#include <stdbool.h>

enum { VERDICT_NAME_MAX = 32 };

/* What the kernel made of a claimed range. Names are "" where there is nothing. */
struct verdict_view {
	char region[VERDICT_NAME_MAX];	  /* on the nvdimm bus */
	char namespace[VERDICT_NAME_MAX]; /* the region's first */
	char holder[VERDICT_NAME_MAX];	  /* btt, pfn or dax device that holds the namespace */
	bool bound;			  /* the namespace has a driver */
	bool disk;			  /* and the driver has made a disk */
	char dax[VERDICT_NAME_MAX];	  /* a dax device in the range */
};

enum verdict {
	VERDICT_USABLE,	    /* there is a disk */
	VERDICT_NO_REGION,  /* the provider's driver is missing, or not there yet */
	VERDICT_NOT_BOUND,  /* there is no namespace, or nd_pmem is missing or not there yet */
	VERDICT_EATEN,	    /* the kernel uses the range as System RAM: -16 */
	VERDICT_REFUSED,    /* reserved, and the driver got no hold of it: -16 or -17 */
	VERDICT_MISALIGNED, /* -95 */
	VERDICT_INFO_BLOCK, /* an info block at 4 KiB hides the namespace */
	VERDICT_DAX,	    /* given to device-dax */
};

/*
 * Judge a claim by what the kernel made of it and by /proc/iomem (an empty slice if that can't be
 * read). Returns the verdict; with another than VERDICT_USABLE the reason is set in *why.
 */
enum verdict verdict_of(const struct claim *claim, const struct verdict_view *view,
			struct slice iomem, struct failure *why);

/* Will waiting not change it? */
bool verdict_is_final(enum verdict verdict);
