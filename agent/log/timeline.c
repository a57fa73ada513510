// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/timeline.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/clock.h"

#include <inttypes.h>

static const char *const names[PHASES] = {
	[PHASE_START] = "start",       [PHASE_CONFIG] = "config",   [PHASE_DRIVERS] = "drivers",
	[PHASE_SETTLED] = "settled",   [PHASE_PLAN] = "plan",	    [PHASE_ROOT] = "root",
	[PHASE_HANDOVER] = "handover", [PHASE_VERDICT] = "verdict",
};

void timeline_mark(struct timeline *timeline, enum phase phase)
{
	timeline->at[phase] = clock_now();
}

const char *timeline_name(enum phase phase)
{
	return names[phase];
}

void timeline_print(const struct timeline *timeline)
{
	uint64_t last = timeline->at[PHASE_START], total;
	char line[256] = "";

	for (enum phase p = PHASE_START + 1; p < PHASES; p++) {
		if (timeline->at[p] == 0)
			continue;
		text_append_cut(line, sizeof(line), ", %s %" PRIu64, names[p],
				(timeline->at[p] - last) / 1000);
		last = timeline->at[p];
	}
	total = last - timeline->at[PHASE_START];
	log_info("%" PRIu64 " ms from the start to the %s:%s", total / 1000,
		 timeline->at[PHASE_VERDICT] ? "verdict" : "root", line + 1);
}
