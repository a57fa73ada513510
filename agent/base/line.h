/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines for people, on a terminal, in a log or in a report. What the agent prints goes through here
 * and nowhere else (test/style/printing): the text of a format is ours, and what stands for a %s
 * may be anybody's, a name in an image, a value of firmware's, an argument. Bytes in it that could
 * drive a terminal, end a line or turn its order round come out as \xNN: control characters (C0,
 * DEL, and C1 in UTF-8), bytes that are no UTF-8 (RFC 3629), line and paragraph separators, what
 * controls the direction of text or has no width (Unicode 15, 23.2 and UAX 9). A backslash stays as
 * it is, so what went through here twice is the same as once.
 *
 * Formats have %s, %d, %u, %x with l, ll or z, and %%; flags - and 0, a width (a string with one is
 * filled up at its end), for a string a precision. Of the room for the whole a string takes three
 * quarters at most: a long name doesn't hide what is said of it. What is cut ends in "...".
 */
#pragma once

#include "base/attributes.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* Print into a buffer of more than 3 bytes, terminated. Returns the length. */
size_t line_print(char *buf, size_t size, const char *format, ...) printf_like(3, 4);
size_t line_vprint(char *buf, size_t size, const char *format, va_list arguments) printf_like(3, 0);

/* Print to a stream, up to 4 KiB at once. Returns the length. */
size_t line_write(FILE *stream, const char *format, ...) printf_like(2, 3);
