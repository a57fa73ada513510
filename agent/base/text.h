/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Strings: compare, print to a fixed buffer, decode UTF-8. No function allocates memory.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Split at the first separator, which is overwritten. Returns the part after it, or NULL. */
char *text_split(char *string, const char *separator);

/* Does the string begin with the prefix, or end in the suffix? */
bool text_begins(const char *string, const char *prefix);
bool text_ends(const char *string, const char *suffix);

/* Is the word in a list of words, which separator separates? False for an empty word. */
bool text_has_word(const char *list, char separator, const char *word);

/* Is each word of one list in another? */
bool text_has_words(const char *list, char separator, const char *words);

/*
 * Print to a buffer of size bytes. Returns 0, or -ENAMETOOLONG if the text does not fit. The buffer
 * then holds the part that fits, with a terminating NUL.
 */
must_check int text_print(char *buf, size_t size, const char *format, ...) printf_like(3, 4);

/*
 * Append to the string in a buffer of size bytes. Returns 0 or -ENAMETOOLONG as text_print().
 */
must_check int text_append(char *buf, size_t size, const char *format, ...) printf_like(3, 4);

/* Print, append or copy; a text that does not fit is cut. Only for text that people read. */
void text_print_cut(char *buf, size_t size, const char *format, ...) printf_like(3, 4);
void text_append_cut(char *buf, size_t size, const char *format, ...) printf_like(3, 4);
void text_copy_cut(char *buf, size_t size, const char *string);

/* Cut a path before its last slash: the folder above. "" if there is no slash. */
void text_cut_name(char *path);

/* The length of the valid UTF-8 sequence at s (RFC 3629, section 4), or 0. */
unsigned int text_utf8_length(const char *s);

/* The character that a valid sequence of this length encodes. */
uint32_t text_decode(const char *utf8, unsigned int len);

/*
 * May the character be printed on a terminal? No if it controls the terminal, ends a line, changes
 * the direction of text, or has no width (Unicode 15, 23.2 and UAX 9).
 */
bool text_is_shown(uint32_t character);

/*
 * The number of single-character edits from a to b (Levenshtein distance). Only the first 64
 * characters of each count.
 */
unsigned int text_distance(const char *a, const char *b);

/*
 * For "did you mean": which of two names, nearest so far (or NULL) and candidate, is more similar
 * to the name. Returns NULL if neither is similar: a similar one begins with the name, or differs
 * from it by at most three edits and half of its length.
 */
const char *text_nearer(const char *name, const char *nearest, const char *candidate);

/*
 * Print a size for people to buf: "411 MiB", "2 KiB", "37 bytes". Returns buf.
 */
const char *text_size(char *buf, size_t size, uint64_t bytes);
