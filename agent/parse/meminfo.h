/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sums of memory in /proc/meminfo ("CmaTotal:  65536 kB") and of its zones in /proc/zoneinfo
 * (fs/proc/meminfo.c, mm/vmstat.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * A number of /proc/meminfo, in bytes. Returns 0; -ENOENT if no line has this name; -EBADMSG if it
 * is malformed.
 */
must_check int meminfo_get(struct slice text, const char *name, uint64_t *ret);

struct zone {
	unsigned int node;
	char name[16];	  /* "DMA32", "Movable" */
	uint64_t present; /* pages */
	uint64_t managed;
	uint64_t cma; /* 0 if the kernel has no CONFIG_CMA */
};

/*
 * Take the next zone of /proc/zoneinfo off *rest; other lines are skipped. Returns 1 with a zone, 0
 * at the end, -EBADMSG for a malformed headline.
 */
must_check int zoneinfo_next(struct slice *rest, struct zone *ret);
