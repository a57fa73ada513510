/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Standard output of a command: that all of it was written is a part of the exit status.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Call it before anything is opened. A standard file descriptor that is closed is replaced by one
 * that cannot be written to, so that no other file gets its number. If the reader of a pipe has
 * gone, the process ends with status 1; programs that are executed get the default action.
 */
void output_begin(void);

/* Write what is buffered for standard output. Returns 0, or -E... if this or an earlier write
 * failed. */
must_check int output_end(void);

/* May a file descriptor get colours? It must be a terminal that has them; NO_COLOR and TERM=dumb
 * forbid them. */
bool output_has_colour(int fd);
