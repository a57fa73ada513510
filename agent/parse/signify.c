// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/signify.h"

#include "base/base64.h"
#include "base/number.h"

#include <errno.h>

#define UNTRUSTED "untrusted comment: "
#define TRUSTED	  "trusted comment: "

enum { HEAD_SIZE = 10 }; /* algorithm and key id */

static struct slice take_line(struct slice *text)
{
	struct slice line = slice_take_line(text);

	if (line.len > 0 && line.data[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool is_end(struct slice text)
{
	return slice_trim(text, "\r\n").len == 0;
}

/*
 * Take a comment and its line of base 64, which decodes to size bytes, off the front of the text.
 * Returns -ENOENT if the text does not begin with the prefix.
 */
static int take_pair(struct slice *text, const char *prefix, size_t limit, struct slice *comment,
		     uint8_t *bytes, size_t size)
{
	size_t len = strlen(prefix);
	struct slice line = take_line(text);

	if (!slice_matches(line, 0, prefix, len))
		return -ENOENT;
	if (line.len > limit)
		return -E2BIG;
	*comment = slice_sub(line, len, line.len - len);
	if (memchr(line.data, '\0', line.len) ||
	    base64_decode(take_line(text), bytes, size) != (int)size)
		return -EBADMSG;
	return 0;
}

int signify_parse_key(struct slice text, struct signify_key *ret)
{
	uint8_t bytes[HEAD_SIZE + sizeof(ret->key)];
	struct slice rest, comment;
	int r;

	if (slice_matches(text, 0, "\xef\xbb\xbf", 3)) /* the mark of UTF-8, as editors add it */
		text = slice_sub(text, 3, text.len - 3);
	rest = text;
	r = take_pair(&rest, UNTRUSTED, SIGNIFY_COMMENT_MAX, &comment, bytes, sizeof(bytes));

	if (r == -ENOENT &&
	    base64_decode(take_line(&text), bytes, sizeof(bytes)) == (int)sizeof(bytes)) {
		rest = text;
		r = 0;
	}
	if (r < 0)
		return r;
	if (memcmp(bytes, "Ed", 2) != 0 || !is_end(rest))
		return -EBADMSG;
	memcpy(ret->id, bytes + 2, sizeof(ret->id));
	memcpy(ret->key, bytes + HEAD_SIZE, sizeof(ret->key));
	return 0;
}

int signify_parse_signature(struct slice text, struct signify_signature *ret)
{
	struct signify_signature found = { .trusted_comment = { NULL, 0 } };
	uint8_t bytes[HEAD_SIZE + sizeof(ret->signature)];
	struct slice comment;
	int r = take_pair(&text, UNTRUSTED, SIGNIFY_COMMENT_MAX, &comment, bytes, sizeof(bytes));

	if (r < 0)
		return r;
	found.prehashed = memcmp(bytes, "ED", 2) == 0;
	if (!found.prehashed && memcmp(bytes, "Ed", 2) != 0)
		return -EBADMSG;
	memcpy(found.id, bytes + 2, sizeof(found.id));
	memcpy(found.signature, bytes + HEAD_SIZE, sizeof(found.signature));
	/* Only minisign hashes the file first, and it always writes a trusted comment. */
	if (found.prehashed || !is_end(text)) {
		r = take_pair(&text, TRUSTED, SIGNIFY_TRUSTED_COMMENT_MAX, &found.trusted_comment,
			      found.comment_signature, sizeof(found.comment_signature));
		if (r < 0)
			return r == -ENOENT ? -EBADMSG : r;
		if (!is_end(text))
			return -EBADMSG;
	}
	*ret = found;
	return 0;
}

uint64_t signify_version(const struct signify_signature *signature)
{
	static const char name[] = "version:";
	struct slice comment = signature->trusted_comment, word;
	size_t len = strlen(name);
	uint64_t version = 0;

	do {
		word = slice_take_word(&comment, " \t\r");
	} while (word.len > 0 && !slice_matches(word, 0, name, len));
	if (word.len == 0 || number_parse(slice_sub(word, len, word.len - len), 10,
					  SIGNIFY_VERSION_MAX, &version) < 0)
		return 0;
	return version;
}
