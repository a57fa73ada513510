// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/command.h"
#include "command/options.h"
#include "unit/test.h"

#include <string.h>

enum { TEST_FLAG, TEST_VALUE };

static const struct option test_options[] = {
	[TEST_FLAG] = { "--flag", NULL, "have no value" },
	[TEST_VALUE] = { "--value", "FILE", "have a value" },
	{ 0 },
};

static const struct command test_command = { .name = "test",
					     .arguments = "A [B]",
					     .least = 1,
					     .most = 2,
					     .options = test_options,
					     .help = "Test" };

static bool is_next(struct options *options, int id, const char *value)
{
	if (!options_next(options) || options->id != id)
		return false;
	return value ? options->value && strcmp(options->value, value) == 0 : !options->value;
}

TEST(options_in_each_form)
{
	const char *argv[] = { "test", "--flag", "--value", "one",    "--value=two", "--value=",
			       "-",    "--",	 "--",	    "--flag", NULL };
	struct options options;

	options_begin(&options, &test_command, (char **)argv);
	CHECK(is_next(&options, TEST_FLAG, NULL));
	CHECK(is_next(&options, TEST_VALUE, "one"));
	CHECK(is_next(&options, TEST_VALUE, "two"));
	CHECK(is_next(&options, TEST_VALUE, ""));
	CHECK(is_next(&options, OPTION_ARGUMENT, "-"));
	CHECK(is_next(&options, OPTION_ARGUMENT, "--"));
	CHECK(is_next(&options, OPTION_ARGUMENT, "--flag"));
	CHECK(!options_next(&options));
	CHECK(!options_next(&options));
}

TEST(options_without_any)
{
	const char *empty[] = { NULL };
	struct options options;

	options_begin(&options, &test_command, (char **)empty);
	CHECK(!options_next(&options));
	CHECK(options_check(&test_command, (char **)empty) == OPTIONS_WRONG);
}

TEST(options_that_are_wrong)
{
	static const struct {
		const char *argv[5];
		enum options_verdict verdict;
	} rows[] = {
		{ { "test", "a" }, OPTIONS_GOOD },
		{ { "test", "a", "b" }, OPTIONS_GOOD },
		{ { "test", "a", "b", "c" }, OPTIONS_WRONG },
		{ { "test" }, OPTIONS_WRONG },
		{ { "test", "a", "--flags" }, OPTIONS_WRONG },
		{ { "test", "a", "--fla" }, OPTIONS_WRONG },
		{ { "test", "a", "--flag=x" }, OPTIONS_WRONG },
		{ { "test", "a", "--flag=" }, OPTIONS_WRONG },
		{ { "test", "a", "--value" }, OPTIONS_WRONG },
		{ { "test", "a", "--value", "--flag" }, OPTIONS_GOOD },
		{ { "test", "a", "-f" }, OPTIONS_WRONG },
		{ { "test", "-h" }, OPTIONS_ASK_HELP },
		{ { "test", "a", "--help" }, OPTIONS_ASK_HELP },
		{ { "test", "--value", "--help" }, OPTIONS_WRONG },
		{ { "test", "--", "--help" }, OPTIONS_GOOD },
		{ { "test", "--", "-h", "b", "c" }, OPTIONS_WRONG },
	};

	for (size_t i = 0; i < array_size(rows); i++)
		CHECK(options_check(&test_command, (char **)rows[i].argv) == rows[i].verdict);
}
