/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A child process for work that may block in the kernel, or that goes on beside this process's
 * own.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

struct child {
	int fd; /* readable when the child has said something, or (end of file) has ended; -1: none
		 */
	int pid;
};

/* A child that wasn't begun, which child_end() passes over. */
#define CHILD_NONE                 \
	{                          \
		.fd = -1, .pid = 0 \
	}

/* The exit status of a process whose wait status this is; 128 and the number of the signal that
 * killed it. */
int child_status(int wait_status);

/* Wait until a child process ends, by its pid. Its exit status, as child_status(), or -E... */
int child_wait(int pid);

/*
 * Begin a child that calls work(context, say_fd) and ends. Returns 0, or -E... and then *ret is
 * CHILD_NONE. End every child with child_end().
 */
must_check int child_begin(struct child *ret, void (*work)(void *context, int say_fd),
			   void *context);

/* In the child: say that a step is done. 0, or -E... if the parent no longer listens. */
int child_say(int say_fd);

/* Wait for a step of the child. Returns 1, or 0 where there is no child or it has ended. */
int child_hear(const struct child *child);

/* Wait for the child and take it off. Without wait, one that hasn't ended is left behind. */
void child_end(struct child *child, bool wait);
