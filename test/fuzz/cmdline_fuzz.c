// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cmdline.h"

#include "fuzz/fuzz.h"

#include <string.h>

/* Is it a string that lies in the line? Its end is, as the line is terminated. */
static void require_inside(const char *line, size_t len, const char *string)
{
	REQUIRE(string >= line && string <= line + len);
	REQUIRE(strlen(string) <= (size_t)(line + len - string));
}

static void require_word(const char *line, size_t len, struct cmdline_parameter *parameter)
{
	require_inside(line, len, parameter->name);
	if (!parameter->value)
		return;
	require_inside(line, len, parameter->value);
	REQUIRE(parameter->value > parameter->name + strlen(parameter->name));

	size_t before = strlen(parameter->value);

	cmdline_unescape(parameter->value);
	REQUIRE(strlen(parameter->value) <= before);
}

/* A text appended to a line is split into the same parameters as alone. */
static void require_appended(const char *line, size_t len)
{
	static char before[] = "x=\"1 2";
	size_t size = sizeof(before) + 2 + len;
	char *joined = malloc(size), *alone = malloc(len + 1), *rest = joined, *other = alone;
	struct cmdline_parameter parameter, expected;

	REQUIRE(joined && alone);
	memcpy(alone, line, len + 1);
	memcpy(joined, before, sizeof(before));
	REQUIRE(cmdline_append(joined, size, line) == 0 && strlen(joined) < size);
	REQUIRE(cmdline_next(&rest, &parameter) == 1 && strcmp(parameter.value, "1 2") == 0);
	while (cmdline_next(&other, &expected)) {
		REQUIRE(cmdline_next(&rest, &parameter) == 1);
		REQUIRE(strcmp(parameter.name, expected.name) == 0);
		REQUIRE(!parameter.value == !expected.value);
		REQUIRE(!parameter.value || strcmp(parameter.value, expected.value) == 0);
	}
	REQUIRE(cmdline_next(&rest, &parameter) == 0);
	free(joined);
	free(alone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line = malloc(size + 1), *rest = line, *before = rest;
	struct cmdline_parameter parameter;

	REQUIRE(line);
	if (size > 0)
		memcpy(line, data, size);
	line[size] = '\0';
	require_appended(line, strlen(line));
	while (cmdline_next(&rest, &parameter)) {
		REQUIRE(rest > before && rest <= line + size);
		before = rest;
		require_word(line, size, &parameter);
	}
	REQUIRE(rest <= line + size);
	free(line);
	return 0;
}
