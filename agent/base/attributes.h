/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compiler attributes, and cleanup on scope exit.
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define must_check	  __attribute__((warn_unused_result))
#define printf_like(f, a) __attribute__((format(printf, f, a)))
#define unused		  __attribute__((unused))
#define array_size(a)	  (sizeof(a) / sizeof((a)[0]))

/* Close an fd, or free memory, when the variable leaves its scope. An fd variable starts at -1. */
#define cleanup_close __attribute__((cleanup(cleanup_close_fd)))
#define cleanup_free  __attribute__((cleanup(cleanup_free_pointer)))

static inline void cleanup_close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void cleanup_free_pointer(void *pointer)
{
	free(*(void **)pointer);
}

/* Take the fd out of a cleanup_close variable: the caller owns it from here on. */
static inline int steal_fd(int *fd)
{
	int stolen = *fd;

	*fd = -1;
	return stolen;
}
