/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

/* Microseconds of CLOCK_MONOTONIC: since the kernel started. */
uint64_t clock_now(void);

/* Seconds since 1970, UTC, by the machine's clock. */
uint64_t clock_date(void);
