// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/number.h"

#include "unit/test.h"

#include <errno.h>

static struct slice text_of(const char *string)
{
	return (struct slice){ (const uint8_t *)string, strlen(string) };
}

TEST(number_of_a_string)
{
	uint64_t value = 7;

	CHECK(number_parse_string("0", UINT64_MAX, &value) == 0 && value == 0);
	CHECK(number_parse_string("0x40000000", UINT64_MAX, &value) == 0 && value == 0x40000000);
	CHECK(number_parse_string("0Xff", UINT64_MAX, &value) == 0 && value == 255);
	CHECK(number_parse_string("010", UINT64_MAX, &value) == 0 && value == 10);
	CHECK(number_parse_string("18446744073709551615", UINT64_MAX, &value) == 0 &&
	      value == UINT64_MAX);
}

TEST(number_that_is_none)
{
	static const char *const bad[] = { "", "0x", "-1", " 1", "1k", "12a", "1 ", "x1", "0x1g" };
	uint64_t value = 7;

	for (size_t i = 0; i < array_size(bad); i++)
		CHECK(number_parse_string(bad[i], UINT64_MAX, &value) == -EINVAL && value == 7);
}

TEST(number_over_its_limit)
{
	uint64_t value = 7;

	CHECK(number_parse_string("18446744073709551616", UINT64_MAX, &value) == -ERANGE);
	CHECK(number_parse_string("0x10000000000000000", UINT64_MAX, &value) == -ERANGE);
	CHECK(number_parse_string("1024", 1023, &value) == -ERANGE);
	CHECK(number_parse_string("9", 7, &value) == -ERANGE);
	CHECK(value == 7);
	CHECK(number_parse_string("1023", 1023, &value) == 0 && value == 1023);
	CHECK(number_parse_string("0", 0, &value) == 0 && value == 0);
}

TEST(number_taken_from_a_text)
{
	struct slice text = text_of("1f-2A : x");
	uint64_t value = 7;

	CHECK(number_take(&text, 16, UINT64_MAX, &value) == 0 && value == 0x1f);
	CHECK(slice_equals(text, "-2A : x", 7));
	CHECK(number_take(&text, 16, UINT64_MAX, &value) == -EINVAL);
	CHECK(value == 0x1f && slice_equals(text, "-2A : x", 7));
	text = text_of("2A : x");
	CHECK(number_take(&text, 10, UINT64_MAX, &value) == 0 && value == 2);
	CHECK(slice_equals(text, "A : x", 5));
	text = text_of("256");
	CHECK(number_take(&text, 10, 255, &value) == -ERANGE && slice_equals(text, "256", 3));
}
