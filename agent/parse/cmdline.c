// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cmdline.h"

#include "base/hex.h"

#include <stdbool.h>
#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The end of the parameter that starts at s: the first white space outside quotes. */
static char *word_end(char *s)
{
	bool quoted = false;

	for (; *s && (quoted || !is_space(*s)); s++)
		if (*s == '"')
			quoted = !quoted;
	return s;
}

int cmdline_next(char **rest, struct cmdline_word *ret)
{
	char *word = *rest, *end, *equals;

	while (is_space(*word))
		word++;
	end = word_end(word);
	*rest = *end ? end + 1 : end;
	*end = '\0';
	if (word == end || strcmp(word, "--") == 0)
		return 0;

	if (*word == '"') {
		word++;
		if (end > word && end[-1] == '"')
			*--end = '\0';
	}
	equals = strchr(word, '=');
	ret->name = word;
	ret->value = NULL;
	if (equals && equals != word) {
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
