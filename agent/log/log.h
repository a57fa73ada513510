/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the agent says. From PID 1 it goes into the kernel log, and on the console where the kernel
 * would not show it (quiet) and it must be seen; otherwise to standard error.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

void log_set_debug(bool on);

/* From here on, and in every child: the kernel log. */
void log_to_kernel(void);

/* Into the kernel log alone, for who reads it later. Text of our own, 600 bytes at most. */
void log_record(const char *text);

void log_error(const char *format, ...) printf_like(1, 2);   /* always seen */
void log_warning(const char *format, ...) printf_like(1, 2); /* always seen */
void log_notice(const char *format, ...) printf_like(1, 2);  /* always seen: progress */
void log_info(const char *format, ...) printf_like(1, 2);    /* not seen with quiet */
void log_debug(const char *format, ...) printf_like(1, 2);   /* only with pmemboot.debug */
