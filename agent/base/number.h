/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unsigned numbers in text. *ret and *text are untouched on failure.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Take the digits of a number in base 10 or 16, of either case, off the front of a text, as many
 * as there are. Returns 0; -EINVAL if there is none; -ERANGE if the number is over max.
 */
must_check int number_take(struct slice *text, unsigned int base, uint64_t max, uint64_t *ret);

/* The same where the number has to be the whole text: -EINVAL if anything follows it. */
must_check int number_parse(struct slice text, unsigned int base, uint64_t max, uint64_t *ret);

/* A whole string, which is decimal, or hexadecimal after "0x". */
must_check int number_parse_string(const char *string, uint64_t max, uint64_t *ret);
