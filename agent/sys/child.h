/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A child process for work that may block in the kernel, or that runs in parallel to this process.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

struct child {
	int fd; /* readable if the child has called child_say() or ended; -1: no child */
	int pid;
};

/* No child: child_end() does nothing. */
#define CHILD_NONE                 \
	{                          \
		.fd = -1, .pid = 0 \
	}

/* The exit status from a wait status; 128 plus the number of the signal that killed the process. */
int child_status(int wait_status);

/* Wait until a child process ends. Returns its exit status, as child_status() does, or -E... */
int child_wait(int pid);

/*
 * Start a child that calls work(context, say_fd) and exits. Returns 0, or -E... and then *ret is
 * CHILD_NONE. Call child_end() for every child.
 */
must_check int child_begin(struct child *ret, void (*work)(void *context, int say_fd),
			   void *context);

/* In the child: report that a step is done. Returns 0, or -E... if the parent has ended. */
int child_say(int say_fd);

/* Wait for the next step of the child. Returns 1, or 0 if there is no child or it has ended. */
int child_hear(const struct child *child);

/* Wait for the child to end and reap it. Without wait, do not touch a child that still runs. */
void child_end(struct child *child, bool wait);
