/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Check and execute programs.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Check that path is an executable regular file in the directory root. Symbolic links are resolved
 * as if root were "/", as it is after the switch. Returns 0; -ENOENT; -EACCES if it is not
 * executable; or the -E... of openat2(2) (Linux 5.6).
 */
must_check int program_check(const char *root, const char *path);

/* Is there anything at this path in the directory root? Links are resolved as above. */
bool program_has(const char *root, const char *path);

/* Are there files at both paths, and are they not the same one? */
bool program_is_other(const char *path, const char *than);

/* Open a program, so that it can be executed after its file is deleted. Returns the fd, which the
 * caller closes, or -E... */
must_check int program_open(const char *path);

/* Replace this process by a program; the environment stays. Return only on failure: -E... */
must_check int program_execute(const char *path, char *const arguments[]);
must_check int program_execute_fd(int fd, char *const arguments[]);
