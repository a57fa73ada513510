// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/sums.h"

#include "base/hex.h"

#include <errno.h>

static const struct {
	char name[7];
	uint8_t len;
} algorithms[] = {
	{ "MD5", 16 },	  { "SHA1", 20 },   { "SHA224", 28 },
	{ "SHA256", 32 }, { "SHA384", 48 }, { "SHA512", 64 },
};

size_t sums_digest_len(struct slice algorithm)
{
	for (size_t i = 0; i < array_size(algorithms); i++)
		if (slice_equals_caseless(algorithm, algorithms[i].name))
			return algorithms[i].len;
	return 0;
}

static bool is_digest_len(int len)
{
	for (size_t i = 0; i < array_size(algorithms); i++)
		if (algorithms[i].len == len)
			return true;
	return false;
}

/*
 * The character that a character after a backslash stands for: a backslash, newline or carriage
 * return. 0 for an unknown escape.
 */
static char unescaped(uint8_t c)
{
	return c == '\\' ? '\\' : c == 'n' ? '\n' : c == 'r' ? '\r' : '\0';
}

/* "(path) = HEX", the part after the name of an algorithm with digests of len bytes. */
static int parse_bsd(struct slice line, size_t len, struct sums_line *ret)
{
	size_t behind = len * 2 + strlen(") = "), end = line.len - behind;

	if (line.len <= behind || line.data[0] != '(' || !slice_matches(line, end, ") = ", 4) ||
	    hex_decode(slice_sub(line, end + 4, len * 2), ret->digest, len) != (int)len)
		return -EBADMSG;
	ret->digest_len = len;
	ret->path = slice_sub(line, 1, end - 1);
	return 0;
}

/* "HEX path" or "HEX *path"; some tools leave out the second character. */
static int parse_gnu(struct slice line, struct slice hex, struct sums_line *ret)
{
	int len = hex_decode(hex, ret->digest, sizeof(ret->digest));

	if (!is_digest_len(len))
		return -EBADMSG;
	ret->digest_len = (size_t)len;
	if (slice_u8(line, 0) == ' ' || slice_u8(line, 0) == '*')
		line = slice_sub(line, 1, line.len - 1);
	ret->path = line;
	return 0;
}

static int finish_path(struct sums_line *line)
{
	struct slice *path = &line->path;
	size_t skip;

	while ((skip = slice_matches(*path, 0, "/", 1) ? 1 : slice_matches(*path, 0, "./", 2) * 2u))
		*path = slice_sub(*path, skip, path->len - skip);
	if (path->len == 0 || memchr(path->data, '\0', path->len))
		return -EBADMSG;
	for (size_t i = 0; line->escaped && i < path->len; i++)
		if (path->data[i] == '\\' && !unescaped(slice_u8(*path, ++i)))
			return -EBADMSG;
	return 0;
}

static int parse_line(struct slice line, struct sums_line *ret)
{
	struct sums_line found = { .escaped = line.data[0] == '\\' };
	struct slice word;
	size_t len;
	int r;

	if (found.escaped)
		line = slice_sub(line, 1, line.len - 1);
	word = slice_take_until(&line, ' ');
	len = sums_digest_len(word);
	r = len > 0 ? parse_bsd(line, len, &found) : parse_gnu(line, word, &found);
	if (r == 0)
		r = finish_path(&found);
	if (r < 0)
		return r;
	*ret = found;
	return 1;
}

int sums_next(struct slice *text, struct sums_line *ret)
{
	while (text->len > 0) {
		struct slice line = slice_take_line(text);

		if (line.len > 0 && line.data[line.len - 1] == '\r')
			line.len--;
		if (slice_trim(line, " \t").len > 0 && line.data[0] != '#')
			return parse_line(line, ret);
	}
	return 0;
}

bool sums_names(const struct sums_line *line, const char *path)
{
	size_t at = 0;

	for (; *path; path++) {
		char c = (char)slice_u8(line->path, at++);

		if (line->escaped && c == '\\')
			c = unescaped(slice_u8(line->path, at++));
		if (c != *path)
			return false;
	}
	return at == line->path.len;
}

int sums_path(const struct sums_line *line, char *buf, size_t size)
{
	size_t len = 0;

	for (size_t at = 0; at < line->path.len; len++) {
		char c = (char)line->path.data[at++];

		if (line->escaped && c == '\\')
			c = unescaped(slice_u8(line->path, at++));
		if (len + 1 >= size)
			return -ENAMETOOLONG;
		buf[len] = c;
	}
	buf[len] = '\0';
	return 0;
}
