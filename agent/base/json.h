/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A JSON writer: it keeps track of commas and indentation, escapes strings and prints to a stream
 * that the caller owns. Strings may come from an image and hold any bytes: characters that must not
 * be shown (text_is_shown()) are escaped, and bytes that are not valid UTF-8 become U+FFFD. The
 * result is always valid JSON (RFC 8259).
 *
 * A key is NULL for the elements of an array and for the outermost value.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { JSON_SEPARATOR = 0x1e };

struct json {
	FILE *stream;
	unsigned int depth;
	bool first; /* nothing has been written at this level yet */
	bool flat;  /* write all on one line */
};

/* Begin a value of a sequence (RFC 7464): write the separator RS. */
void json_separate(struct json *j);

void json_begin(struct json *j, const char *key, char bracket); /* '{' or '[' */
void json_end(struct json *j, char bracket);			/* '}' or ']' */
void json_string(struct json *j, const char *key, const char *value);
void json_u64(struct json *j, const char *key, uint64_t value);
void json_bool(struct json *j, const char *key, bool value);
