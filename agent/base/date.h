/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { DATE_MAX = 21 }; /* with the NUL */

/*
 * Print a date and time of day in UTC to buf, as in RFC 3339: "2026-11-28T12:00:00Z". seconds are
 * counted from 1970; those of the year 9999 are the last. (strftime(3) would bring locales and time
 * zones into the agent.)
 */
void date_print(char buf[DATE_MAX], uint64_t seconds);
