// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"

#include "model/failure.h"
#include "model/finding.h"
#include "unit/test.h"

#include <inttypes.h>

static char buf[1024];

TEST(line_numbers_are_as_printf_has_them)
{
	char expected[1024];

#define SAME(...)                                                                     \
	do {                                                                          \
		snprintf(expected, sizeof(expected), __VA_ARGS__);                    \
		CHECK(line_print(buf, sizeof(buf), __VA_ARGS__) == strlen(expected)); \
		CHECK_STRING(buf, expected);                                          \
	} while (0)
	SAME("%d %d %d", 0, -1, INT32_MIN);
	SAME("%u %x %%", UINT32_MAX, UINT32_MAX);
	SAME("%" PRIu64 " 0x%" PRIx64, UINT64_MAX, UINT64_MAX);
	SAME("%zu %ld %lld", SIZE_MAX, -1L, INT64_MIN + 0LL);
	SAME("%02u|%012" PRIx64 "|%9u|%-3u|%3u", 7U, UINT64_C(0x40000000), 12U, 1U, 12345U);
	SAME("%-9s|%-*s|%.*s|%.2s", "passed", 4, "ab", 2, "abc", "abc");
	SAME("%-2s|%s|", "longer", "");
#undef SAME
}

/* What has no place on a terminal, and how it is shown. */
static const struct {
	const char *raw, *shown;
} hostile[] = {
	{ "x\n  trusted   all of it\x1b[8m", "x\\x0a  trusted   all of it\\x1b[8m" },
	{ "\r\t\b\x01\x7f", "\\x0d\\x09\\x08\\x01\\x7f" },
	{ "\xc2\x9b"
	  "2J \xc2\x85",
	  "\\xc2\\x9b2J \\xc2\\x85" },
	{ "\x9b \xff\xfe \xc0\x80 \xed\xa0\x80", "\\x9b \\xff\\xfe \\xc0\\x80 \\xed\\xa0\\x80" },
	{ "\xe2\x82", "\\xe2\\x82" },
	{ "\xe2\x80\xa8\xe2\x80\xa9", "\\xe2\\x80\\xa8\\xe2\\x80\\xa9" },
	{ "a\xe2\x80\xae"
	  "b\xe2\x81\xa6"
	  "c",
	  "a\\xe2\\x80\\xaeb\\xe2\\x81\\xa6c" },
	{ "\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9",
	  "\\xe2\\x80\\xaa\\xe2\\x80\\xab\\xe2\\x80\\xac\\xe2\\x80\\xad\\xe2\\x81\\xa7\\xe2\\x81"
	  "\\xa8\\xe2\\x81\\xa9" },
	{ "\xe2\x80\x8b\xe2\x80\x8f\xd8\x9c\xef\xbb\xbf\xf3\xa0\x81\x81",
	  "\\xe2\\x80\\x8b\\xe2\\x80\\x8f\\xd8\\x9c\\xef\\xbb\\xbf\\xf3\\xa0\\x81\\x81" },
	/* What has one. */
	{ "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \\x1b %s %n", "\xc3\xa9 \xe2\x82\xac "
								"\xf0\x9f\x98\x80 \\x1b %s %n" },
};

TEST(line_strings_drive_no_terminal)
{
	for (size_t i = 0; i < array_size(hostile); i++) {
		line_print(buf, sizeof(buf), "%s", hostile[i].raw);
		CHECK_STRING(buf, hostile[i].shown);
		line_print(buf, sizeof(buf), "%s", hostile[i].shown); /* once is enough */
		CHECK_STRING(buf, hostile[i].shown);
	}
	line_print(buf, sizeof(buf), "%.2s\n", "\xe2\x82\xac"); /* not beyond what is meant */
	CHECK_STRING(buf, "\\xe2\\x82\n");
	line_print(buf, sizeof(buf), "%-6s|\033[K", "\x1b");
	CHECK_STRING(buf, "\\x1b  |\033[K");
}

TEST(line_of_a_failure_or_finding_is_shown_so)
{
	for (size_t i = 0; i < array_size(hostile); i++) {
		static struct findings findings;
		struct failure why = { 0 };

		findings.count = 0;
		(void)failure_set(&why, FAILURE_DAMAGED, -1, "%s", hostile[i].raw);
		CHECK_STRING(why.line, hostile[i].shown);
		finding_add(&findings, FINDING_CUT, false, (struct extent){ 0 }, "%s",
			    hostile[i].raw);
		CHECK_STRING(findings.list[0].line, hostile[i].shown);
	}
}

TEST(line_that_is_long_is_cut)
{
	char name[300], small[40];

	memset(name, '\x1b', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	/* What is said of a name stays. */
	line_print(buf, 400, "%s is damaged [%s]", name, "code");
	CHECK(strlen(buf) < 400 && strstr(buf, "\\x1b... is damaged [code]"));
	CHECK(line_print(small, sizeof(small), "%s%s%s", name, name, name) < sizeof(small));
	CHECK(strcmp(small + strlen(small) - 7, "\\x1b...") == 0);
	memset(name, 'x', sizeof(name) - 1);
	line_print(small, 10, "ab%s", "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac");
	CHECK_STRING(small, "ab\xe2\x82\xac...");
}

TEST(line_goes_to_a_stream)
{
	char *text = NULL;
	size_t len;
	FILE *stream = open_memstream(&text, &len);

	CHECK(line_write(stream, "%s: %u\n", "a\nb", 2U) == strlen("a\\x0ab: 2\n"));
	fclose(stream);
	CHECK_STRING(text, "a\\x0ab: 2\n");
	free(text);
}
