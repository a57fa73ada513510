/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The console and the kernel log.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/* Make sure that fds 0, 1 and 2 are open: on /dev/console, or else on /dev/null. */
void console_open_standard(void);

/* Does the kernel print messages of this level (0 to 7) on the console? */
bool console_shows(int level);

/* Put a line into the kernel log at a level (3 error, 4 warning, 6 info). 0 or -E... */
int console_log(int level, const char *line);

/*
 * Run the program behind an open fd as a session leader with the console as its controlling
 * terminal, and wait for it to end; as PID 1 other children are reaped meanwhile. Returns its exit
 * status, 128 + the signal that killed it, or -E... if it couldn't be started.
 */
must_check int console_run(int program_fd, char *const arguments[]);
