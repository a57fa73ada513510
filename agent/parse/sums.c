// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/sums.h"

#include "base/hex.h"

#include <errno.h>

/* What is left in one piece of the shortest digest, 32 digits, if one of its digits is damaged. */
enum { HEADING_DIGITS_MAX = 16 };

static const struct {
	char name[7];
	uint8_t len;
} algorithms[] = {
	{ "MD5", 16 },	  { "SHA1", 20 },   { "SHA224", 28 },
	{ "SHA256", 32 }, { "SHA384", 48 }, { "SHA512", 64 },
};

/* Without a "-", and without the 2 of openssl's "SHA2-256". */
static void simplify(struct slice algorithm, char *buf, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < algorithm.len && len + 1 < size; i++)
		if (slice_matches(algorithm, i, "2-", 2))
			i++;
		else if (algorithm.data[i] != '-')
			buf[len++] = (char)algorithm.data[i];
	buf[len] = '\0';
}

size_t sums_digest_len(struct slice algorithm)
{
	char name[sizeof(algorithms->name) + 2];

	simplify(algorithm, name, sizeof(name));
	for (size_t i = 0; i < array_size(algorithms); i++)
		if (strcasecmp(name, algorithms[i].name) == 0)
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

/*
 * "path) = HEX", the part after the name of an algorithm with digests of len bytes and the "(".
 * openssl writes "path)= HEX".
 */
static int parse_bsd(struct slice line, size_t len, struct sums_line *ret)
{
	size_t after = len * 2 + strlen(")= "), end = line.len - after;

	if (line.len <= after || !slice_matches(line, end + 1, "= ", 2) ||
	    hex_decode(slice_sub(line, end + 3, len * 2), ret->digest, len) != (int)len)
		return -EBADMSG;
	if (line.data[end] == ' ')
		end--;
	if (line.data[end] != ')')
		return -EBADMSG;
	ret->digest_len = len;
	ret->path = slice_sub(line, 0, end);
	return 0;
}

/* "HEX path" or "HEX *path"; some tools leave out the second character, or write a tab. */
static int parse_gnu(struct slice line, struct sums_line *ret)
{
	size_t digits = 0;
	int len;

	while (digits < line.len && line.data[digits] != ' ' && line.data[digits] != '\t')
		digits++;
	len = hex_decode(slice_sub(line, 0, digits), ret->digest, sizeof(ret->digest));
	line = digits < line.len ? slice_sub(line, digits + 1, line.len - digits - 1)
				 : (struct slice){ NULL, 0 };

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
	struct slice rest, word;
	size_t len;
	int r;

	if (found.escaped)
		line = slice_sub(line, 1, line.len - 1);
	rest = line;
	word = slice_take_until(&rest, '(');
	len = sums_digest_len(slice_trim(word, " "));
	r = len > 0 ? parse_bsd(rest, len, &found) : parse_gnu(line, &found);
	if (r == 0)
		r = finish_path(&found);
	if (r < 0)
		return r;
	*ret = found;
	return 1;
}

/* Lines that say nothing about a file. */
static bool is_comment(struct slice line)
{
	return slice_trim(line, " \t").len == 0 || line.data[0] == '#' || line.data[0] == ';';
}

int sums_next(struct slice *text, struct sums_line *ret)
{
	while (text->len > 0) {
		struct slice line = slice_take_line(text);

		if (slice_matches(line, 0, "\xef\xbb\xbf", 3)) /* the mark of UTF-8 */
			line = slice_sub(line, 3, line.len - 3);
		if (line.len > 0 && line.data[line.len - 1] == '\r')
			line.len--;
		if (!is_comment(line))
			return parse_line(line, ret);
	}
	return 0;
}

void sums_skip_heading(struct slice *text)
{
	while (text->len > 0) {
		struct slice rest = *text, line = slice_take_line(&rest);
		size_t digits = 0;

		for (size_t i = 0; i < line.len && digits < HEADING_DIGITS_MAX; i++)
			digits = hex_digit((char)line.data[i]) >= 0 ? digits + 1 : 0;
		if (digits == HEADING_DIGITS_MAX)
			return;
		*text = rest;
	}
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
