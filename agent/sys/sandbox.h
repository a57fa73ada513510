/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A child process for work on bytes that nobody vouches for: it can read one file and answer. It
 * has seccomp's filter (Documentation/userspace-api/seccomp_filter.rst, Linux 3.5) and, since Linux
 * 5.13, Landlock without any path (Documentation/userspace-api/landlock.rst); and limits of
 * processor time and memory. What it answers is as little trusted as what it has read.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

enum { SANDBOX_BYTES = 256 << 20 };

/* What the kernel offers, from weak to strong. */
enum sandbox_kind {
	SANDBOX_UNKNOWN,  /* no child has run yet */
	SANDBOX_CHILD,	  /* only another process: a kernel without seccomp */
	SANDBOX_SECCOMP,  /* which the program has no filter for on some architectures */
	SANDBOX_LANDLOCK, /* seccomp and Landlock */
};

/* How it ended. */
enum sandbox_end {
	SANDBOX_ANSWERED,
	SANDBOX_REFUSED, /* it made a system call that it may not make */
	SANDBOX_CRASHED, /* by a signal of its own */
	SANDBOX_TIMEOUT, /* of the processor or of the clock */
	SANDBOX_KILLED,	 /* by others: the kernel, when there was no memory */
	SANDBOX_SILENT,	 /* it gave no answer, or a part of one */
};

struct sandbox_answer {
	void *bytes; /* the child's work fills them; the caller's after SANDBOX_ANSWERED */
	size_t size;
	unsigned int seconds; /* at most, of the processor or of the clock */
	enum sandbox_kind kind;
	enum sandbox_end end;
};

/*
 * Call work(context, answer->bytes) in a child that may only read the file fd, and copy the bytes
 * that it leaves there. Sets answer->kind and answer->end. Returns 0, or -E... if there is no
 * child.
 */
must_check int sandbox_run(int fd, void (*work)(void *context, void *bytes), void *context,
			   struct sandbox_answer *answer);

/* What ended it, for people: "it made a system call that is refused". */
const char *sandbox_why(enum sandbox_end end);

/* The name of a kind: "seccomp and Landlock"; "" for SANDBOX_UNKNOWN. */
const char *sandbox_name(enum sandbox_kind kind);

/* Is it a string constant of this program, with its end, in memory that nothing can write to? */
bool sandbox_is_constant(const char *string);
