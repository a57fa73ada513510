/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Open files whose path, or whose folder, may have been made by somebody else.
 *
 * Only regular files are opened for reading: opening a FIFO would wait for a writer, and opening a
 * device may have effects. For other kinds the functions return -EISDIR or -EINVAL.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

/*
 * openat2(2) (Linux 5.6): open a path relative to a directory, with the flags of open(2), O_CLOEXEC
 * and RESOLVE_*. Returns the file descriptor, which the caller closes, or -E...
 */
must_check int open_resolved(int directory_fd, const char *path, int flags, uint64_t resolve);

/* Open a regular file for reading. Returns the fd, which the caller closes, or -E... */
must_check int open_regular(const char *path);

/*
 * The same below a directory: no link and no ".." leads outside of it. A file that nobody may read,
 * as in a recorded tree (sys/record.h), is -EACCES even for root.
 */
must_check int open_regular_below(int directory_fd, const char *path);
