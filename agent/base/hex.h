/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hexadecimal text (RFC 4648, section 8).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/* The value of a digit of either case, or -1. */
int hex_digit(char c);

/*
 * Decode text that is two digits a byte, of either case and nothing else, into ret, of size bytes.
 * Returns how many bytes it were; -EBADMSG for anything else; -E2BIG if they don't fit. ret is
 * untouched on failure.
 */
must_check int hex_decode(struct slice text, uint8_t *ret, size_t size);

/* Lower case digits of n bytes, terminated, into ret, of 2 * n + 1 bytes. */
void hex_encode(const uint8_t *bytes, size_t n, char *ret);
