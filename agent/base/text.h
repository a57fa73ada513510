/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text helpers that need no memory of their own.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does the string begin with the prefix, or end in the suffix? */
bool text_begins(const char *string, const char *prefix);
bool text_ends(const char *string, const char *suffix);

/* Is the word, which is not empty, one of those that a character separates in a list? */
bool text_has_word(const char *list, char separator, const char *word);

/*
 * Print into a fixed buffer of size bytes. Returns 0, or -ENAMETOOLONG if it did not fit; the
 * buffer then holds as much as fits, terminated.
 */
must_check int text_print(char *buf, size_t size, const char *format, ...) printf_like(3, 4);

/*
 * Append to a string of at most size bytes. Returns 0, or -ENAMETOOLONG as text_print() does.
 */
must_check int text_append(char *buf, size_t size, const char *format, ...) printf_like(3, 4);

/* The same three ways, cut where it doesn't fit. For text that people read. */
void text_print_cut(char *buf, size_t size, const char *format, ...) printf_like(3, 4);
void text_append_cut(char *buf, size_t size, const char *format, ...) printf_like(3, 4);
void text_copy_cut(char *buf, size_t size, const char *string);

/* The length of the valid UTF-8 sequence at s (RFC 3629, section 4), or 0. */
unsigned int text_utf8_length(const char *s);

/* The character of a valid sequence of that length. */
uint32_t text_decode(const char *utf8, unsigned int len);

/*
 * May a person be shown the character? Not what drives a terminal, ends a line, turns the direction
 * of what follows round, or has no width (Unicode 15, 23.2 and UAX 9).
 */
bool text_is_shown(uint32_t character);

/* How many single-character edits lead from a to b (Levenshtein); both cut at 64 characters. */
unsigned int text_distance(const char *a, const char *b);

/*
 * A size for people: "411 MiB", "2 KiB", "37 bytes", into buf. Returns buf.
 */
const char *text_size(char *buf, size_t size, uint64_t bytes);
