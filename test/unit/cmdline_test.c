// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cmdline.h"

#include "unit/test.h"

#include <errno.h>
#include <string.h>

static char buf[4096];

static char *line(const char *text)
{
	snprintf(buf, sizeof(buf), "%s", text);
	return buf;
}

static void expect(char **rest, const char *name, const char *value)
{
	struct cmdline_parameter parameter;

	CHECK(cmdline_next(rest, &parameter) == 1);
	CHECK_STRING(parameter.name, name);
	if (value)
		CHECK_STRING(parameter.value, value);
	else
		CHECK(parameter.value == NULL);
}

static void expect_end(char **rest)
{
	struct cmdline_parameter parameter;

	CHECK(cmdline_next(rest, &parameter) == 0);
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

/* Texts of an initramfs and of the kernel, one after another, are split as if each stood alone. */
TEST(cmdline_append)
{
	char text[64] = "", *rest = text;

	CHECK(cmdline_append(text, sizeof(text), "a=1\n\"b=2 3\"\n-- c") == 0);
	CHECK(cmdline_append(text, sizeof(text), "--") == 0);
	CHECK(cmdline_append(text, sizeof(text), "d=\"4 5") == 0);
	CHECK(cmdline_append(text, sizeof(text), "") == 0);
	CHECK(cmdline_append(text, sizeof(text), "--e\tf=\"--\" -- g") == 0);
	expect(&rest, "a", "1");
	expect(&rest, "b", "2 3");
	expect(&rest, "d", "4 5");
	expect(&rest, "--e", NULL);
	expect(&rest, "f", "--");
	expect_end(&rest);
}

TEST(cmdline_append_to_the_last_byte)
{
	char text[8] = "a=1", before[8];

	CHECK(cmdline_append(text, sizeof(text), "b=2") == 0);
	CHECK_STRING(text, "a=1 b=2");
	strcpy(before, text);
	CHECK(cmdline_append(text, sizeof(text), "c") == -E2BIG);
	CHECK(cmdline_append(text, sizeof(text), "123456789") == -E2BIG);
	CHECK_STRING(text, before);
	strcpy(text, "a=\"1");
	CHECK(cmdline_append(text, sizeof(text), "b=") == -E2BIG);
	CHECK(cmdline_append(text, sizeof(text), "b") == 0);
	CHECK_STRING(text, "a=\"1\" b");
}

TEST(cmdline_unescape)
{
	char value[] = "a\\x20b\\x2fc\\x00\\xg1\\";

	cmdline_unescape(value);
	CHECK_STRING(value, "a b/c\\x00\\xg1\\");
}
