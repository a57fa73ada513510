// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/timeline.h"

#include "unit/test.h"

enum { MS = 1000 };

static char line[320];

TEST(timeline_of_a_boot)
{
	const struct timeline timeline = { .at = {
						   [PHASE_START] = 500 * MS,
						   [PHASE_CONFIG] = 501 * MS,
						   [PHASE_DRIVERS] = 511 * MS + 999,
						   [PHASE_PLAN] = 531 * MS,
						   [PHASE_ROOT] = 600 * MS,
					   } };

	/* A phase that was not reached counts to the next one. */
	timeline_line(&timeline, line, sizeof(line));
	CHECK_STRING(line,
		     "100 ms from the start to the root: config 1, drivers 10, plan 19, root 69");
}

TEST(timeline_of_a_failure)
{
	const struct timeline timeline = { .at = {
						   [PHASE_START] = 5 * MS,
						   [PHASE_CONFIG] = 6 * MS,
						   [PHASE_VERDICT] = 36 * MS,
					   } };

	timeline_line(&timeline, line, sizeof(line));
	CHECK_STRING(line, "31 ms from the start to the verdict: config 1, verdict 30");
}

TEST(timeline_that_only_began)
{
	const struct timeline timeline = { .at = { [PHASE_START] = 5 * MS } };

	timeline_line(&timeline, line, sizeof(line));
	CHECK_STRING(line, "0 ms from the start to the root:");
}

TEST(timeline_names_every_phase)
{
	for (enum phase p = 0; p < PHASES; p++)
		CHECK(timeline_name(p) && *timeline_name(p));
}
