// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/progress.h"

#include "unit/test.h"

enum { SECOND = 1000000, MIB = 1 << 20 };

static uint64_t done;
static char line[256];

static const char *show(uint64_t total, uint64_t so_far, uint64_t took, bool may_skip)
{
	const struct progress progress = {
		.what = "the medium", .total = total, .done = &done, .may_skip = may_skip
	};

	done = so_far;
	progress_print(&progress, took, line, sizeof(line));
	return line;
}

TEST(progress_in_the_middle)
{
	CHECK_STRING(show(800 * MIB, 200 * MIB, 2 * SECOND, true),
		     "checking the medium: 24 % of 800 MiB, 99 MiB/s, 6 s left (Escape skips it)");
	CHECK_STRING(show(800 * MIB, 200 * MIB, 2 * SECOND, false),
		     "checking the medium: 24 % of 800 MiB, 99 MiB/s, 6 s left");
}

/* Before the first byte neither a rate nor the rest is known. */
TEST(progress_before_the_first_byte)
{
	CHECK_STRING(show(800 * MIB, 0, 2 * SECOND, false), "checking the medium: 800 MiB");
	CHECK_STRING(show(0, 0, 0, false), "checking the medium: 0 bytes");
}

/* A worker may have read more than was announced: never over 100 %, never a negative rest. */
TEST(progress_beyond_the_end)
{
	CHECK_STRING(show(10 * MIB, 11 * MIB, SECOND, false),
		     "checking the medium: 99 % of 10 MiB, 10 MiB/s, 0 s left");
}

/* As large and as slow as can be said: nothing overflows, and the line stays a line. */
TEST(progress_of_extremes)
{
	CHECK(strlen(show(UINT64_MAX, UINT64_MAX / 2, 1, true)) < sizeof(line) - 1);
	CHECK(strstr(line, " 49 % of 17592186044415 MiB"));
	/* Less than a kilobyte a second counts as nothing. */
	CHECK_STRING(show(UINT64_MAX, 1000, 10 * SECOND, false),
		     "checking the medium: 17592186044415 MiB");
}
