// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/verity_signature.h"

#include "base/hex.h"

#include <errno.h>
#include <stdbool.h>

#define BLANKS " \t\r\n"
#define WORD   "+-.0123456789abcdefghijklmnopqrstuvwxyzE"

enum { CERTIFICATE_DIGITS = 64 };

/* ---- JSON (RFC 8259), as far as it is needed ---- */

static void skip_blanks(struct slice *text)
{
	while (text->len > 0 && memchr(BLANKS, text->data[0], strlen(BLANKS)))
		*text = slice_sub(*text, 1, text->len - 1);
}

/* Take a character off the front, after white space. */
static bool take_character(struct slice *text, char c)
{
	skip_blanks(text);
	if (text->len == 0 || text->data[0] != (uint8_t)c)
		return false;
	*text = slice_sub(*text, 1, text->len - 1);
	return true;
}

/* Take a string. ret is what is between the quotes: escapes stay as they are. */
static bool take_string(struct slice *text, struct slice *ret)
{
	size_t len = 0;

	if (!take_character(text, '"'))
		return false;
	while (len < text->len && text->data[len] != '"') {
		if (text->data[len] < ' ')
			return false;
		len += text->data[len] == '\\' ? 2 : 1;
	}
	if (len >= text->len)
		return false;
	*ret = slice_sub(*text, 0, len);
	*text = slice_sub(*text, len + 1, text->len - len - 1);
	return true;
}

/* Pass over a number, true, false or null. */
static bool skip_word(struct slice *text)
{
	size_t len = 0;

	while (len < text->len && memchr(WORD, text->data[len], strlen(WORD)))
		len++;
	*text = slice_sub(*text, len, text->len - len);
	return len > 0;
}

/*
 * Pass over a value. Of an array or object, only strings and brackets are looked at: nothing in it
 * is used.
 */
static bool skip_value(struct slice *text)
{
	unsigned int depth = 0;
	struct slice string;

	do {
		skip_blanks(text);
		if (text->len == 0)
			return false;
		if (take_character(text, '[') || take_character(text, '{')) {
			if (++depth > VERITY_SIGNATURE_NESTED_MAX)
				return false;
		} else if (depth > 0 && (take_character(text, ']') || take_character(text, '}'))) {
			depth--;
		} else if (depth > 0 && (take_character(text, ',') || take_character(text, ':'))) {
			continue;
		} else if (!take_string(text, &string) && !skip_word(text)) {
			return false;
		}
	} while (depth > 0);
	return true;
}

/* ---- The object ---- */

static bool is_certificate(struct slice digits)
{
	for (size_t i = 0; i < digits.len; i++)
		if (hex_digit((char)digits.data[i]) < 0)
			return false;
	return digits.len == CERTIFICATE_DIGITS;
}

static bool take_root(struct slice digits, struct verity_signature *ret)
{
	int r = verity_parse_root_hash(digits, ret->root);

	ret->root_size = r < 0 ? 0 : (unsigned int)r;
	return r > 0;
}

static bool name_is(struct slice name, const char *expected)
{
	return slice_equals(name, expected, strlen(expected));
}

static bool take_member(struct slice *text, struct verity_signature *ret)
{
	struct slice name, value;

	if (!take_string(text, &name) || !take_character(text, ':'))
		return false;
	if (name_is(name, "rootHash"))
		return ret->root_size == 0 && take_string(text, &value) && take_root(value, ret);
	if (name_is(name, "signature"))
		return ret->signature.len == 0 && take_string(text, &ret->signature);
	if (name_is(name, "certificateFingerprint"))
		return ret->certificate.len == 0 && take_string(text, &ret->certificate) &&
		       is_certificate(ret->certificate);
	return skip_value(text);
}

static bool take_members(struct slice *text, struct verity_signature *ret)
{
	if (!take_character(text, '{'))
		return false;
	do {
		if (!take_member(text, ret))
			return false;
	} while (take_character(text, ','));
	return take_character(text, '}');
}

static bool is_zero(struct slice bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (bytes.data[i] != 0)
			return false;
	return true;
}

int verity_signature_parse(struct slice bytes, struct verity_signature *ret)
{
	struct verity_signature found = { .root_size = 0 };

	if (is_zero(bytes))
		return -ENOENT;
	if (!take_members(&bytes, &found) || found.root_size == 0 || found.signature.len == 0)
		return -EBADMSG;
	skip_blanks(&bytes);
	if (!is_zero(bytes))
		return -EBADMSG;
	*ret = found;
	return 0;
}
