/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs: is one there to execute, and executing it in place of this process.
 */
#pragma once

#include "base/attributes.h"

/*
 * Is path, seen from inside the root directory, a regular file that can be executed? Symbolic
 * links are resolved as they will be after the switch, and cannot lead outside. Returns 0; -ENOENT;
 * -EACCES if it is not executable; -E... of openat2(2) (Linux 5.6).
 */
must_check int program_check(const char *root, const char *path);

/* Keep a program, to be executed when its file is gone. The fd (the caller's), or -E... */
must_check int program_open(const char *path);

/* Execute it with this process's environment. Return only on failure: -E... */
must_check int program_execute(const char *path, char *const arguments[]);
must_check int program_execute_fd(int fd, char *const arguments[]);
