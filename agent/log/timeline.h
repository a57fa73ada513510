/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When each phase of a boot was reached.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum phase {
	PHASE_START,	  /* the agent runs */
	PHASE_CONFIG,	  /* /proc and so on are mounted, the command line is read */
	PHASE_DRIVERS,	  /* all drivers are loaded */
	PHASE_SETTLED,	  /* the nvdimm bus has settled */
	PHASE_PLAN,	  /* the medium is chosen and read-only, the plan is made */
	PHASE_MEASURED,	  /* the TPM has what the root will be */
	PHASE_ROOT,	  /* the root is mounted */
	PHASE_PARTITIONS, /* the partitions of the medium have devices */
	PHASE_HANDOVER,	  /* about to leave the initramfs, or to return */
	PHASE_VERDICT,	  /* the boot failed, and the reason is known */
	PHASES,
};

/* Microseconds of the monotonic clock (clock_now()); 0 for a phase that was not reached. */
struct timeline {
	uint64_t at[PHASES];
};

void timeline_mark(struct timeline *timeline, enum phase phase);
const char *timeline_name(enum phase phase);

/* One line for people: how many milliseconds each phase took. */
void timeline_line(const struct timeline *timeline, char *buf, size_t size);

/* Log that line. */
void timeline_print(const struct timeline *timeline);
