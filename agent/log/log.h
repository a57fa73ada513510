/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages. They go to standard error or, after log_to_kernel(), to the kernel log. A message that
 * must be seen also goes to the console, if the kernel does not print it there (quiet).
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

void log_set_debug(bool on);

/* From now on, log to the kernel log, also in children. PID 1 calls it. */
void log_to_kernel(void);

/* Write to the kernel log only, below the levels of the console. The text is our own, at most 600
 * bytes. */
void log_record(const char *text);

void log_error(const char *format, ...) printf_like(1, 2);   /* always seen */
void log_warning(const char *format, ...) printf_like(1, 2); /* always seen */
void log_notice(const char *format, ...) printf_like(1, 2);  /* always seen: progress */
void log_info(const char *format, ...) printf_like(1, 2);    /* not on the console with quiet */
void log_debug(const char *format, ...) printf_like(1, 2);   /* only with pmemboot.debug */
