// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cmdline.h"

#include "base/hex.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The end of the parameter that starts at s: the first white space outside quotes. */
static const char *word_end(const char *s)
{
	bool quoted = false;

	for (; *s && (quoted || !is_space(*s)); s++)
		if (*s == '"')
			quoted = !quoted;
	return s;
}

int cmdline_next(char **rest, struct cmdline_parameter *ret)
{
	char *parameter = *rest, *end, *equals;

	while (is_space(*parameter))
		parameter++;
	end = parameter + (word_end(parameter) - parameter);
	*rest = *end ? end + 1 : end;
	*end = '\0';
	if (parameter == end || strcmp(parameter, "--") == 0)
		return 0;

	if (*parameter == '"') {
		parameter++;
		if (end > parameter && end[-1] == '"')
			*--end = '\0';
	}
	equals = strchr(parameter, '=');
	ret->name = parameter;
	ret->value = NULL;
	if (equals && equals != parameter) {
		*equals = '\0';
		ret->value = equals + 1;
		if (*ret->value == '"') {
			ret->value++;
			if (end > ret->value && end[-1] == '"')
				end[-1] = '\0';
		}
	}
	return 1;
}

/* The length of the parameters in a text: up to a "--" that stands alone. */
static size_t length_of_words(const char *text)
{
	const char *parameter = text, *end;

	for (; *parameter; parameter = end) {
		while (is_space(*parameter))
			parameter++;
		end = word_end(parameter);
		if (end - parameter == 2 && memcmp(parameter, "--", 2) == 0)
			break;
	}
	return (size_t)(parameter - text);
}

static bool leaves_quote_open(const char *line)
{
	bool quoted = false;

	for (; *line; line++)
		quoted = quoted != (*line == '"');
	return quoted;
}

int cmdline_append(char *line, size_t size, const char *text)
{
	size_t len = strlen(line), added = length_of_words(text);
	const char *separator = leaves_quote_open(line) ? "\" " : " ";
	size_t between = len > 0 ? strlen(separator) : 0;

	if (added >= size || len + between >= size - added)
		return -E2BIG;
	memcpy(line + len, separator, between);
	memcpy(line + len + between, text, added);
	line[len + between + added] = '\0';
	return 0;
}

void cmdline_unescape(char *value)
{
	char *to = value;

	for (const char *from = value; *from;) {
		if (from[0] == '\\' && from[1] == 'x' && hex_digit(from[2]) >= 0 &&
		    hex_digit(from[3]) >= 0 && (from[2] != '0' || from[3] != '0')) {
			*to++ = (char)(hex_digit(from[2]) << 4 | hex_digit(from[3]));
			from += 4;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
}
