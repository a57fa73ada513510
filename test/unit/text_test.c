// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"

#include "base/json.h"
#include "unit/test.h"

#include <errno.h>

TEST(text_print_and_append)
{
	char buf[8];

	CHECK(text_print(buf, sizeof(buf), "%d", 1234) == 0);
	CHECK(text_append(buf, sizeof(buf), "567") == 0);
	CHECK_STRING(buf, "1234567");
	CHECK(text_append(buf, sizeof(buf), "8") == -ENAMETOOLONG);
	CHECK_STRING(buf, "1234567");
	CHECK(text_print(buf, sizeof(buf), "12345678") == -ENAMETOOLONG);
	CHECK_STRING(buf, "1234567");
}

TEST(text_distance)
{
	CHECK(text_distance("root", "root") == 0);
	CHECK(text_distance("verfy", "verify") == 1);
	CHECK(text_distance("", "abc") == 3);
	CHECK(text_distance("kitten", "sitting") == 3);
}

TEST(text_size)
{
	char buf[32];

	CHECK_STRING(text_size(buf, sizeof(buf), 0), "0 bytes");
	CHECK_STRING(text_size(buf, sizeof(buf), 2047), "1 KiB");
	CHECK_STRING(text_size(buf, sizeof(buf), UINT64_C(5) << 30), "5120 MiB");
}

TEST(json_is_valid_whatever_the_strings)
{
	char *text = NULL;
	size_t len;
	struct json j = { .stream = open_memstream(&text, &len), .first = true };

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
	fclose(j.stream);
	CHECK_STRING(text, "{\n"
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
	free(text);
}

TEST(text_words)
{
	CHECK(text_has_word("a,bc,d", ',', "a") && text_has_word("a,bc,d", ',', "bc"));
	CHECK(text_has_word("a,bc,d", ',', "d") && text_has_word("bbc,bc", ',', "bc"));
	CHECK(!text_has_word("a,bc,d", ',', "b") && !text_has_word("a,bc,d", ',', "c"));
	CHECK(!text_has_word("a,,b", ',', "") && !text_has_word("", ',', "a"));
	CHECK(!text_has_word("a b", ',', "a"));
}
