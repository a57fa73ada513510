/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Included before each source by `make analyze` alone: errno, which is only read after a failure,
 * is one of these errors. Without that the analyzers follow paths on which -errno is 0 or more, a
 * success that set no result: clang's knows nothing of the sign of a number that it does not know.
 */
#pragma once

#include <errno.h>

static inline int analyze_errno(void)
{
	switch (errno) {
	case ENOENT:
		return ENOENT;
	case EINTR:
		return EINTR;
	case EAGAIN:
		return EAGAIN;
	case EEXIST:
		return EEXIST;
	default:
		return EIO;
	}
}

#undef errno
#define errno analyze_errno()
