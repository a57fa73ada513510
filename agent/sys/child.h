/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A child process for work that may block in the kernel, or that goes on beside this process's
 * own.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

struct child {
	int fd; /* readable (end of file) when the child has ended; -1 if there is none */
	int pid;
};

/* A child that wasn't begun, which child_end() passes over. */
#define CHILD_NONE                 \
	{                          \
		.fd = -1, .pid = 0 \
	}

/*
 * Begin a child that calls work(context) and ends. Returns 0, or -E... and then *ret is CHILD_NONE.
 * End every child with child_end().
 */
must_check int child_begin(struct child *ret, void (*work)(void *context), void *context);

/* Wait for the child and take it off. Without wait, one that hasn't ended is left behind. */
void child_end(struct child *child, bool wait);
