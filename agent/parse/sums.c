// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/sums.h"

#include "base/hex.h"

#include <errno.h>

/* What is left in one piece of the shortest digest, 32 digits, if one of its digits is damaged. */
enum { HEADING_DIGITS_MAX = 16 };

enum digest_kind sums_kind(struct slice algorithm)
{
	enum digest_kind kind = digest_take_name(&algorithm);

	return algorithm.len == 0 ? kind : DIGEST_UNKNOWN;
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
 * "path) = HEX", the part after the name of the algorithm and the "(". openssl writes
 * "path)= HEX".
 */
static int parse_bsd(struct slice line, enum digest_kind kind, struct sums_line *ret)
{
	size_t len = digest_size(kind), after = len * 2 + strlen(")= "), end = line.len - after;

	if (line.len <= after || !slice_matches(line, end + 1, "= ", 2) ||
	    hex_decode(slice_sub(line, end + 3, len * 2), ret->digest, len) != (int)len)
		return -EBADMSG;
	if (line.data[end] == ' ')
		end--;
	if (line.data[end] != ')')
		return -EBADMSG;
	ret->kind = kind;
	ret->path = slice_sub(line, 0, end);
	return 0;
}

/* "HEX path" or "HEX *path"; some tools leave out the second character, or write a tab. */
static int parse_gnu(struct slice line, enum digest_kind named, struct sums_line *ret)
{
	size_t digits = 0;
	int len;

	while (digits < line.len && line.data[digits] != ' ' && line.data[digits] != '\t')
		digits++;
	len = hex_decode(slice_sub(line, 0, digits), ret->digest, sizeof(ret->digest));
	line = digits < line.len ? slice_sub(line, digits + 1, line.len - digits - 1)
				 : (struct slice){ NULL, 0 };

	if (len > 0)
		ret->kind = digest_of_size(named, (size_t)len);
	if (ret->kind == DIGEST_UNKNOWN)
		return -EBADMSG;
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

static int parse_line(struct slice line, enum digest_kind named, struct sums_line *ret)
{
	struct sums_line found = { .escaped = line.data[0] == '\\' };
	struct slice rest, word;
	enum digest_kind kind;
	int r;

	if (found.escaped)
		line = slice_sub(line, 1, line.len - 1);
	rest = line;
	word = slice_take_until(&rest, '(');
	kind = sums_kind(slice_trim(word, " "));
	r = kind != DIGEST_UNKNOWN ? parse_bsd(rest, kind, &found) : parse_gnu(line, named, &found);
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

/* The signature in a list that is signed in place (RFC 9580, 7). */
static bool ends_list(struct slice line)
{
	static const char signature[] = "-----BEGIN PGP SIGNATURE-----";

	return slice_matches(line, 0, signature, sizeof(signature) - 1);
}

int sums_next(struct slice *text, enum digest_kind named, struct sums_line *ret)
{
	while (text->len > 0) {
		struct slice line = slice_take_line(text);

		if (slice_matches(line, 0, "\xef\xbb\xbf", 3)) /* the mark of UTF-8 */
			line = slice_sub(line, 3, line.len - 3);
		if (line.len > 0 && line.data[line.len - 1] == '\r')
			line.len--;
		if (ends_list(line))
			text->len = 0;
		else if (!is_comment(line))
			return parse_line(line, named, ret);
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
