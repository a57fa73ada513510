/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opening files whose path, or whose folder, somebody else may have made.
 *
 * Only a regular file is opened for reading: opening a FIFO would wait for a writer, and opening a
 * device starts whatever its driver does then. Other kinds are -EISDIR or -EINVAL.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

/*
 * openat2(2) (Linux 5.6): open a path relative to a directory, with the flags of open(2), O_CLOEXEC
 * and RESOLVE_*. The file descriptor, which the caller closes, or -E...
 */
must_check int open_resolved(int directory_fd, const char *path, int flags, uint64_t resolve);

/* Open a regular file for reading. The file descriptor, which the caller closes, or -E... */
must_check int open_regular(const char *path);

/*
 * The same below a directory: links and ".." lead nowhere outside of it. A file that nobody may
 * read, as a recorded tree has them (sys/record.h), is -EACCES even for root.
 */
must_check int open_regular_below(int directory_fd, const char *path);
