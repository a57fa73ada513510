// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/attributes.h"
#include "base/date.h"

#include "unit/test.h"

static const struct {
	uint64_t seconds;
	const char *text;
} dates[] = {
	{ 0, "1970-01-01T00:00:00Z" },
	{ 68255999, "1972-02-29T23:59:59Z" },
	{ 68256000, "1972-03-01T00:00:00Z" },
	{ 951782400, "2000-02-29T00:00:00Z" },
	{ 1767225599, "2025-12-31T23:59:59Z" },
	{ 1767225600, "2026-01-01T00:00:00Z" },
	{ 4107542400, "2100-03-01T00:00:00Z" },
	{ 253402300799, "9999-12-31T23:59:59Z" },
	{ 253402300800, "9999-12-31T23:59:59Z" },
	{ UINT64_MAX, "9999-12-31T23:59:59Z" },
};

TEST(date_print)
{
	char buf[DATE_MAX];

	for (size_t i = 0; i < array_size(dates); i++) {
		date_print(buf, dates[i].seconds);
		CHECK_STRING(buf, dates[i].text);
	}
}
