/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unsigned numbers in text. *ret and *text are untouched on failure.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Take a number in base 10 or 16 off the front of a text: all digits up to the first other
 * character, in either case. Returns 0; -EINVAL if there is no digit; -ERANGE if the number is
 * greater than max.
 */
must_check int number_take(struct slice *text, unsigned int base, uint64_t max, uint64_t *ret);

/* The same, but the number must be the whole text: -EINVAL if anything follows it. */
must_check int number_parse(struct slice text, unsigned int base, uint64_t max, uint64_t *ret);

/* The same for a string, which is decimal, or hexadecimal if it begins with "0x". */
must_check int number_parse_string(const char *string, uint64_t max, uint64_t *ret);
