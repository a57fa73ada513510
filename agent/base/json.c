// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"

#include "base/text.h"

#include <inttypes.h>

/* RFC 8259, section 7: a character of more than 16 bits is written as a UTF-16 surrogate pair. */
static void write_escape(FILE *stream, uint32_t c)
{
	if (c > 0xffff)
		fprintf(stream, "\\u%04x", 0xd7c0 + (c >> 10));
	fprintf(stream, "\\u%04x", c > 0xffff ? 0xdc00 | (c & 0x3ff) : c);
}

/* Printable ASCII without a quote or a backslash, which is most of what is written. */
static size_t plain_length(const char *value)
{
	size_t len = 0;

	while (value[len] >= ' ' && value[len] <= '~' && value[len] != '"' && value[len] != '\\')
		len++;
	return len;
}

static void write_string(FILE *stream, const char *value)
{
	fputc('"', stream);
	for (;;) {
		size_t plain = plain_length(value);
		unsigned int len;
		uint32_t c;

		fwrite(value, 1, plain, stream);
		value += plain;
		if (!*value)
			break;
		len = text_utf8_length(value);
		c = len ? text_decode(value, len) : 0;
		if (c == '"' || c == '\\')
			fprintf(stream, "\\%c", *value);
		else if (len == 0)
			fputs("\xef\xbf\xbd", stream);
		else if (!text_is_shown(c))
			write_escape(stream, c);
		else
			fwrite(value, 1, len, stream);
		value += len ? len : 1;
	}
	fputc('"', stream);
}

static void begin_value(struct json *j, const char *key)
{
	if (!j->first)
		fputc(',', j->stream);
	j->first = false;
	if (j->depth > 0 && !j->flat)
		fprintf(j->stream, "\n%*s", (int)j->depth * 2, "");
	if (key) {
		write_string(j->stream, key);
		fputs(": ", j->stream);
	}
}

void json_separate(struct json *j)
{
	fputc(JSON_SEPARATOR, j->stream);
	j->first = true;
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
	if (!j->first && !j->flat)
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
