// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cmdline.h"

#include "unit/test.h"

static char buf[4096];

static char *line(const char *text)
{
	snprintf(buf, sizeof(buf), "%s", text);
	return buf;
}

static void expect(char **rest, const char *name, const char *value)
{
	struct cmdline_word word;

	CHECK(cmdline_next(rest, &word) == 1);
	CHECK_STRING(word.name, name);
	if (value)
		CHECK_STRING(word.value, value);
	else
		CHECK(word.value == NULL);
}

static void expect_end(char **rest)
{
	struct cmdline_word word;

	CHECK(cmdline_next(rest, &word) == 0);
}

TEST(cmdline_words)
{
	char *rest = line("  ro quiet\troot=/dev/sda1 a= \n");

	expect(&rest, "ro", NULL);
	expect(&rest, "quiet", NULL);
	expect(&rest, "root", "/dev/sda1");
	expect(&rest, "a", "");
	expect_end(&rest);
	expect_end(&rest);
}

TEST(cmdline_quotes)
{
	char *rest = line("a=\"b c\" \"d=e f\" g=\"h\"i \"j k\" l=\"");

	expect(&rest, "a", "b c");
	expect(&rest, "d", "e f");
	expect(&rest, "g", "h\"i");
	expect(&rest, "j k", NULL);
	expect(&rest, "l", "");
	expect_end(&rest);
}

TEST(cmdline_value_with_equals)
{
	char *rest = line("pmemboot.root=LABEL=X:/a,/b");

	expect(&rest, "pmemboot.root", "LABEL=X:/a,/b");
	expect_end(&rest);
}

TEST(cmdline_ends_at_double_dash)
{
	char *rest = line("a -- pmemboot.root=auto");

	expect(&rest, "a", NULL);
	expect_end(&rest);
}

TEST(cmdline_empty)
{
	char *rest = line("");

	expect_end(&rest);
}

TEST(cmdline_unescape)
{
	char value[] = "a\\x20b\\x2fc\\x00\\xg1\\";

	cmdline_unescape(value);
	CHECK_STRING(value, "a b/c\\x00\\xg1\\");
}
