/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Work that takes the processor's time, in child processes, as many as there are CPUs to run on:
 * what goes wrong in one, a read error of mapped memory among it, ends that process alone.
 */
#pragma once

#include "base/attributes.h"

/* A piece of work. It lies, as all that it leaves for the caller, in memory of workers_alloc(). */
struct work {
	int (*run)(struct work *work);
	int result; /* what run returned; -ECANCELED if it wasn't run to its end */
};

/* Memory of zeros that the workers share with their maker; NULL if there is none. */
void *workers_alloc(size_t size);
void workers_free(void *memory, size_t size);

/*
 * Do n pieces of work, the first ones first, each of which begins with a struct work and is size
 * bytes long. Meanwhile watch(context, fd) waits until fd is readable, and returns 0; if it returns
 * -E... before that, the workers are killed. Returns 0, what watch returned, or -E... if no worker
 * could be started.
 */
must_check int workers_run(void *list, unsigned int n, size_t size,
			   int (*watch)(void *context, int fd), void *context);
