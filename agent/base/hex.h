/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hexadecimal text (RFC 4648, section 8).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/* The value of a digit in either case, or -1. */
int hex_digit(char c);

/*
 * Decode text into ret, of size bytes. The text must consist of two digits a byte, in either case.
 * Returns the number of bytes; -EBADMSG for any other text; -E2BIG if the bytes do not fit. ret is
 * untouched on failure.
 */
must_check int hex_decode(struct slice text, uint8_t *ret, size_t size);

/* Write n bytes as lower case digits, with a terminating NUL, to ret, of 2 * n + 1 bytes. */
void hex_encode(const uint8_t *bytes, size_t n, char *ret);
