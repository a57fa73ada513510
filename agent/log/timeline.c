// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/timeline.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/clock.h"

#include <inttypes.h>

static const char *const names[PHASES] = {
	[PHASE_START] = "start",       [PHASE_CONFIG] = "config",
	[PHASE_DRIVERS] = "drivers",   [PHASE_SETTLED] = "settled",
	[PHASE_PLAN] = "plan",	       [PHASE_MEASURED] = "measured",
	[PHASE_ROOT] = "root",	       [PHASE_PARTITIONS] = "partitions",
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

void timeline_line(const struct timeline *timeline, char *buf, size_t size)
{
	uint64_t start = timeline->at[PHASE_START], last = start;
	char phases[256] = "";

	for (enum phase p = PHASE_START + 1; p < PHASES; p++) {
		if (timeline->at[p] == 0)
			continue;
		text_append_cut(phases, sizeof(phases), "%s %s %" PRIu64, *phases ? "," : "",
				names[p], (timeline->at[p] - last) / 1000);
		last = timeline->at[p];
	}
	text_print_cut(buf, size, "%" PRIu64 " ms from the start to the %s:%s",
		       (last - start) / 1000, timeline->at[PHASE_VERDICT] ? "verdict" : "root",
		       phases);
}

void timeline_print(const struct timeline *timeline)
{
	char line[320];

	timeline_line(timeline, line, sizeof(line));
	log_info("%s", line);
}
