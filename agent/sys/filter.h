/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run a program as a filter: a child writes its input, and the caller reads its output.
 */
#pragma once

#include "base/attributes.h"

struct filter {
	int fd; /* the output of the program */
	int feeder, program;
};

/*
 * Start the program of this name, which is looked for in PATH, with at most 1 GiB of memory. A
 * child calls feed(context, fd) to write its input. Returns 0, and then call filter_end(); -ENOENT
 * if there is no such program; or -E...
 */
must_check int filter_begin(struct filter *ret, char *const arguments[],
			    void (*feed)(void *context, int fd), void *context);

/* Stop reading, and kill both children. */
void filter_end(struct filter *filter);
