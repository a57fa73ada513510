/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The progress of a check that takes longer than a second: on a terminal one line that is
 * overwritten, elsewhere a line in the log every few seconds.
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

/* The line for people: what is checked, how much of it is done after `took` microseconds, and how
 * long the rest will take. */
void progress_print(const struct progress *progress, uint64_t took, char *line, size_t size);

/*
 * The watch function for workers_run(): show a struct progress until fd is readable. Returns 0, or
 * -ECANCELED if a person skipped the check.
 */
int progress_watch(void *progress, int fd);
