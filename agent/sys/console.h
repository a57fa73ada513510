/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The console and the kernel log.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Open fds 0, 1 and 2 if they are closed: /dev/console or, if that fails, /dev/null. Returns those
 * that it opened, as bits, for console_close_standard().
 */
must_check unsigned int console_open_standard(void);
void console_close_standard(unsigned int opened);

/* Does the kernel print messages of this level (0 to 7) on the console? */
bool console_shows(int level);

/* Write a line to the kernel log at a level (3 error, 4 warning, 6 info). Returns 0 or -E... */
int console_log(int level, const char *line);

/*
 * Run the program of an open fd as a session leader with the console as its controlling terminal,
 * and wait until it ends. PID 1 reaps other children meanwhile. Returns its exit status, 128 plus
 * the number of the signal that killed it, or -E... if it could not be started.
 */
must_check int console_run(int program_fd, char *const arguments[]);
