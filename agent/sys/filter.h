/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program as a filter: a child feeds it, and what it makes of that is read here.
 */
#pragma once

#include "base/attributes.h"

struct filter {
	int fd; /* what the program prints */
	int feeder, program;
};

/*
 * Begin the program of this name (looked for in PATH), with feed(context, fd) in a child that
 * writes its input. It gets 1 GiB of memory at most. Returns 0, and end it with filter_end();
 * -ENOENT if there is no such program; or -E...
 */
must_check int filter_begin(struct filter *ret, char *const arguments[],
			    void (*feed)(void *context, int fd), void *context);

/* Stop reading; both children are killed, whatever they are at. */
void filter_end(struct filter *filter);
