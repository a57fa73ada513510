// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"

#include <inttypes.h>

/* The length of the valid UTF-8 sequence at s (RFC 3629, section 4), or 0. */
static unsigned int utf8_sequence(const unsigned char *s)
{
	unsigned int len, lowest = 0x80, highest = 0xbf;

	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		len = 2;
	else if (s[0] >= 0xe0 && s[0] <= 0xef)
		len = 3;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		len = 4;
	else
		return 0;
	if (s[0] == 0xe0)
		lowest = 0xa0; /* else overlong */
	if (s[0] == 0xed)
		highest = 0x9f; /* else a surrogate */
	if (s[0] == 0xf0)
		lowest = 0x90;
	if (s[0] == 0xf4)
		highest = 0x8f;
	if (s[1] < lowest || s[1] > highest)
		return 0;
	for (unsigned int i = 2; i < len; i++)
		if (s[i] < 0x80 || s[i] > 0xbf)
			return 0;
	return len;
}

static void write_string(FILE *stream, const char *value)
{
	const unsigned char *s = (const unsigned char *)value;

	fputc('"', stream);
	while (*s) {
		unsigned int len = utf8_sequence(s);

		if (*s == '"' || *s == '\\')
			fprintf(stream, "\\%c", *s);
		else if (*s < 0x20 || *s == 0x7f)
			fprintf(stream, "\\u%04x", *s);
		else if (len == 0)
			fputs("\xef\xbf\xbd", stream);
		else
			fwrite(s, 1, len, stream);
		s += len ? len : 1;
	}
	fputc('"', stream);
}

static void begin_value(struct json *j, const char *key)
{
	if (!j->first)
		fputc(',', j->stream);
	j->first = false;
	if (j->depth > 0)
		fprintf(j->stream, "\n%*s", (int)j->depth * 2, "");
	if (key) {
		write_string(j->stream, key);
		fputs(": ", j->stream);
	}
}

void json_begin(struct json *j, const char *key, char bracket)
{
	begin_value(j, key);
	fputc(bracket, j->stream);
	j->depth++;
	j->first = true;
}

void json_end(struct json *j, char bracket)
{
	j->depth--;
	if (!j->first)
		fprintf(j->stream, "\n%*s", (int)j->depth * 2, "");
	fputc(bracket, j->stream);
	j->first = false;
	if (j->depth == 0)
		fputc('\n', j->stream);
}

void json_string(struct json *j, const char *key, const char *value)
{
	begin_value(j, key);
	write_string(j->stream, value);
}

void json_u64(struct json *j, const char *key, uint64_t value)
{
	begin_value(j, key);
	fprintf(j->stream, "%" PRIu64, value);
}

void json_bool(struct json *j, const char *key, bool value)
{
	begin_value(j, key);
	fputs(value ? "true" : "false", j->stream);
}
