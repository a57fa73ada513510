/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CPU-intensive work in child processes, one for each available CPU. A crash in a worker, such as
 * SIGBUS for a read error of mapped memory, ends only that worker.
 */
#pragma once

#include "base/attributes.h"

/* A piece of work. It, and all its results, must be in memory of workers_alloc(). */
struct work {
	int (*run)(struct work *work);
	int result; /* the value that run returned; -ECANCELED if it did not return */
};

/* Allocate zeroed memory that the workers share with their parent. NULL on failure. */
void *workers_alloc(size_t size);
void workers_free(void *memory, size_t size);

/*
 * Do n pieces of work in their order. Each is size bytes long and begins with a struct work.
 * Meanwhile watch(context, fd) waits until fd is readable, and returns 0. If it returns -E...
 * before that, the workers are killed. Returns 0, the -E... of watch, or -E... if no worker could
 * be started.
 */
must_check int workers_run(void *list, unsigned int n, size_t size,
			   int (*watch)(void *context, int fd), void *context);
