// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

enum { DISTANCE_MAX = 64, NEAR_ENOUGH = 3, NOT_NEAR = DISTANCE_MAX + 1 };

char *text_split(char *string, const char *separator)
{
	char *at = strstr(string, separator);

	if (!at)
		return NULL;
	*at = '\0';
	return at + strlen(separator);
}

bool text_begins(const char *string, const char *prefix)
{
	return strncmp(string, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *string, const char *suffix)
{
	size_t len = strlen(string), n = strlen(suffix);

	return len >= n && strcmp(string + len - n, suffix) == 0;
}

static int print_at(char *buf, size_t size, size_t used, const char *format, va_list arguments)
{
	int len = vsnprintf(buf + used, size - used, format, arguments);

	return len >= 0 && (size_t)len < size - used ? 0 : -ENAMETOOLONG;
}

bool text_has_word(const char *list, char separator, const char *word)
{
	size_t len = strlen(word);

	if (len == 0)
		return false;
	for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
		if ((at == list || at[-1] == separator) && (at[len] == separator || !at[len]))
			return true;
	return false;
}

/* Is the word of this length in the list? */
static bool has_part(const char *list, char separator, const char *word, size_t len)
{
	const char *end = strchrnul(list, separator);

	while ((size_t)(end - list) != len || memcmp(list, word, len) != 0) {
		if (!*end)
			return false;
		list = end + 1;
		end = strchrnul(list, separator);
	}
	return true;
}

bool text_has_words(const char *list, char separator, const char *words)
{
	const char *end = strchrnul(words, separator);

	while (has_part(list, separator, words, (size_t)(end - words))) {
		if (!*end)
			return true;
		words = end + 1;
		end = strchrnul(words, separator);
	}
	return false;
}

int text_print(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;
	int r;

	va_start(arguments, format);
	r = print_at(buf, size, 0, format, arguments);
	va_end(arguments);
	return r;
}

int text_append(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;
	int r;

	va_start(arguments, format);
	r = print_at(buf, size, strlen(buf), format, arguments);
	va_end(arguments);
	return r;
}

void text_print_cut(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (print_at(buf, size, 0, format, arguments) < 0)
		buf[size - 1] = '\0';
	va_end(arguments);
}

void text_append_cut(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (print_at(buf, size, strlen(buf), format, arguments) < 0)
		buf[size - 1] = '\0';
	va_end(arguments);
}

void text_copy_cut(char *buf, size_t size, const char *string)
{
	size_t len = strnlen(string, size - 1);

	memcpy(buf, string, len);
	buf[len] = '\0';
}

void text_cut_name(char *path)
{
	char *slash = strrchr(path, '/');

	*(slash ? slash : path) = '\0';
}

unsigned int text_utf8_length(const char *string)
{
	const unsigned char *s = (const unsigned char *)string;
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

bool text_is_shown(uint32_t c)
{
	static const uint32_t hidden[][2] = {
		{ 0, 0x1f },	      /* C0 */
		{ 0x7f, 0x9f },	      /* DEL, C1 */
		{ 0x61c, 0x61c },     /* Arabic letter mark */
		{ 0x200b, 0x200f },   /* no width, marks of direction */
		{ 0x2028, 0x202e },   /* separators, embeddings, overrides */
		{ 0x2060, 0x206f },   /* no width, isolates */
		{ 0xfeff, 0xfeff },   /* byte order mark */
		{ 0xfff9, 0xfffb },   /* annotations */
		{ 0xe0000, 0xe007f }, /* tags */
	};

	for (size_t i = 0; i < array_size(hidden); i++)
		if (c >= hidden[i][0] && c <= hidden[i][1])
			return false;
	return true;
}

uint32_t text_decode(const char *utf8, unsigned int len)
{
	uint32_t c = (uint8_t)utf8[0] & (len == 1 ? 0x7fU : 0xffU >> (len + 1));

	for (unsigned int i = 1; i < len; i++)
		c = c << 6 | ((uint8_t)utf8[i] & 0x3f);
	return c;
}

unsigned int text_distance(const char *a, const char *b)
{
	unsigned int row[DISTANCE_MAX + 1];
	size_t a_len = strnlen(a, DISTANCE_MAX), b_len = strnlen(b, DISTANCE_MAX);

	for (size_t j = 0; j <= b_len; j++)
		row[j] = (unsigned int)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned int diagonal = row[0];

		row[0] = (unsigned int)i;
		for (size_t j = 1; j <= b_len; j++) {
			unsigned int best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b_len];
}

/* The distance for people, who may have left out the end; NOT_NEAR if it is too large. */
static unsigned int nearness(const char *name, const char *candidate)
{
	unsigned int distance = text_distance(name, candidate);

	if (text_begins(candidate, name))
		return 1;
	return distance <= NEAR_ENOUGH && distance * 2 <= strlen(name) ? distance : NOT_NEAR;
}

const char *text_nearer(const char *name, const char *nearest, const char *candidate)
{
	unsigned int distance = nearness(name, candidate);

	if (distance == NOT_NEAR || (nearest && nearness(name, nearest) <= distance))
		return nearest;
	return candidate;
}

const char *text_size(char *buf, size_t size, uint64_t bytes)
{
	if (bytes >= 1 << 20)
		snprintf(buf, size, "%" PRIu64 " MiB", bytes >> 20);
	else if (bytes >= 1 << 10)
		snprintf(buf, size, "%" PRIu64 " KiB", bytes >> 10);
	else
		snprintf(buf, size, "%" PRIu64 " bytes", bytes);
	return buf;
}
