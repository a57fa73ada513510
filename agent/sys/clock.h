/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

/* Microseconds of CLOCK_MONOTONIC: since the kernel started. */
uint64_t clock_now(void);
