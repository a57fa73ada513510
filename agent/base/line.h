/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines for people, on a terminal, in a log or in a report. All that the agent prints for people is
 * formatted here (test/style/printing). A format is trusted, but a string that replaces %s may come
 * from an image, from firmware or from the command line. Bytes in it that could control a terminal,
 * end a line or reverse the direction of text are shown as \xNN: control characters (C0, DEL, and
 * C1 in UTF-8), bytes that are not UTF-8 (RFC 3629), line and paragraph separators, characters that
 * control the direction of text or have no width (Unicode 15, 23.2 and UAX 9). A backslash is not
 * escaped, so formatting a text twice gives the same result as formatting it once.
 *
 * Formats may use %s, %d, %u and %x, with l, ll or z, and %%; the flags - and 0; a width (a string
 * is padded at its end); and a precision for strings. A string takes at most three quarters of the
 * buffer, so that a long name does not push out the rest of the message. A text that was cut ends
 * in "...".
 */
#pragma once

#include "base/attributes.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* Print to a buffer of more than 3 bytes, with a terminating NUL. Returns the length. */
size_t line_print(char *buf, size_t size, const char *format, ...) printf_like(3, 4);
size_t line_vprint(char *buf, size_t size, const char *format, va_list arguments) printf_like(3, 0);

/* Print to a stream, at most 4 KiB a call. Returns the length. */
size_t line_write(FILE *stream, const char *format, ...) printf_like(2, 3);
