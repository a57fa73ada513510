/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How far a check has come, shown once it takes longer than a second: a line that is written over
 * on a terminal, and now and then a line of the log elsewhere.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	const char *what; /* "the medium" */
	uint64_t total;	  /* bytes */
	const uint64_t *done;
	bool may_skip; /* by Escape or Ctrl-C at the terminal */
};

/* The line for people: what is checked, how much of it is done after so many microseconds, and what
 * is left. */
void progress_print(const struct progress *progress, uint64_t took, char *line, size_t size);

/*
 * Show a struct progress, for workers_run(): until fd is readable. 0, or -ECANCELED if a person
 * skipped the check.
 */
int progress_watch(void *progress, int fd);
