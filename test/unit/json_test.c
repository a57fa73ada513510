// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"

#include "unit/test.h"

static char *text;
static size_t len;

static struct json begin_json(void)
{
	return (struct json){ .stream = open_memstream(&text, &len), .first = true };
}

/* What was written. */
static const char *end_json(struct json *j)
{
	fclose(j->stream);
	return text;
}

TEST(json_is_valid_whatever_the_strings)
{
	struct json j = begin_json();

	json_begin(&j, NULL, '{');
	json_string(&j, "a\"b", "\x01\\\x7f\xc2\x9b \xff\xc3\xa9 \xed\xa0\x80 \xc0\x80 \xe2\x82");
	json_string(&j, "hidden", "\x7f\xe2\x80\xae \xe2\x80\xa8 \xf3\xa0\x80\x81");
	json_begin(&j, "list", '[');
	json_u64(&j, NULL, UINT64_MAX);
	json_bool(&j, NULL, false);
	json_end(&j, ']');
	json_begin(&j, "empty", '{');
	json_end(&j, '}');
	json_end(&j, '}');
	CHECK_STRING(end_json(&j), "{\n"
				   "  \"a\\\"b\": \"\\u0001\\\\\\u007f\\u009b \xef\xbf\xbd\xc3\xa9 "
				   "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd "
				   "\xef\xbf\xbd\xef\xbf\xbd\",\n"
				   "  \"hidden\": \"\\u007f\\u202e \\u2028 \\udb40\\udc01\",\n"
				   "  \"list\": [\n"
				   "    18446744073709551615,\n"
				   "    false\n"
				   "  ],\n"
				   "  \"empty\": {}\n"
				   "}\n");
}

TEST(json_of_one_value)
{
	struct json j = begin_json();

	json_begin(&j, NULL, '[');
	json_end(&j, ']');
	CHECK_STRING(end_json(&j), "[]\n");
	free(text);
	j = begin_json();
	json_string(&j, NULL, "");
	CHECK_STRING(end_json(&j), "\"\"");
}

/* A comma is before each value of a level but its first, whatever lies in the levels below. */
TEST(json_commas_and_indentation)
{
	struct json j = begin_json();

	json_begin(&j, NULL, '[');
	for (int i = 0; i < 2; i++) {
		json_begin(&j, NULL, '{');
		json_u64(&j, "zero", 0);
		json_begin(&j, "of", '[');
		json_bool(&j, NULL, true);
		json_end(&j, ']');
		json_bool(&j, "last", i == 1);
		json_end(&j, '}');
	}
	json_end(&j, ']');
	CHECK_STRING(end_json(&j), "[\n"
				   "  {\n"
				   "    \"zero\": 0,\n"
				   "    \"of\": [\n"
				   "      true\n"
				   "    ],\n"
				   "    \"last\": false\n"
				   "  },\n"
				   "  {\n"
				   "    \"zero\": 0,\n"
				   "    \"of\": [\n"
				   "      true\n"
				   "    ],\n"
				   "    \"last\": true\n"
				   "  }\n"
				   "]\n");
}

/* What is escaped, and what is not: RFC 8259, section 7, and text_is_shown(). */
TEST(json_escapes)
{
	static const struct {
		const char *value, *written;
	} rows[] = {
		{ "/ ' <", "\"/ ' <\"" },
		{ "\"\\", "\"\\\"\\\\\"" },
		{ "\n\t\x1f", "\"\\u000a\\u0009\\u001f\"" },
		{ "\u00e9\u20ac\U0001f600", "\"\u00e9\u20ac\U0001f600\"" },
		{ "\U000e0041", "\"\\udb40\\udc41\"" },
		{ "\xff\xfe", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "cut \xe2\x82", "\"cut \xef\xbf\xbd\xef\xbf\xbd\"" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct json j = begin_json();

		json_string(&j, NULL, rows[i].value);
		CHECK_STRING(end_json(&j), rows[i].written);
		free(text);
	}
}
