/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small files, directories and links of the live system, by their paths. For /proc and /sys, which
 * may be recorded ones, see sys/tree.h.
 *
 * Only regular files are read (sys/open.h): another kind is -EISDIR or -EINVAL.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Read a file of less than size bytes and terminate it; a last newline is removed. Returns the
 * length, -E2BIG if it is longer, or the error of open(2) or read(2).
 */
must_check int file_read(const char *path, char *buf, size_t size);

/*
 * Read all bytes of a file of at most max bytes, into memory that the caller frees. Returns the
 * length, -E2BIG if there are more, or another -E..., and then *ret is untouched.
 */
must_check int file_read_all(const char *path, size_t max, uint8_t **ret);

/* Why a file can't be read, for people: strerror(3), or that it is no regular file. */
const char *file_why(int error);

/* Write a string into a file that exists (an attribute). 0 or -E... */
must_check int file_write(const char *path, const char *value);

/* The same where nothing follows from a refusal, or where it shows elsewhere. */
void file_try_write(const char *path, const char *value);

/* Does the path exist? Symbolic links are followed. */
bool file_exists(const char *path);

/*
 * Open a regular file below a directory, for reading: links lead to nowhere outside of it. The
 * file descriptor, which the caller closes; -EISDIR or -EINVAL for what is no file; or -E...
 */
must_check int file_open_below(const char *directory, const char *path);

/* Is the path itself, and not what a link leads to, a directory, or is nothing there? */
bool file_is_directory_or_none(const char *path);

/*
 * Make a symbolic link below a directory, in a folder that is there and in which nothing has that
 * name yet. 0 or -E...
 */
must_check int file_make_link_below(const char *directory, const char *target, const char *path);

/* Make a directory and those above it that are missing, mode 0755. 0 or -E... */
must_check int file_make_directories(const char *path);

/* Make a symbolic link, in place of one that is there. 0 or -E... */
must_check int file_make_link(const char *target, const char *path);

/*
 * Copy a file to one that does not exist yet, with this mode. It gets its name when it is complete:
 * until then it is TO.part, which is removed if it cannot be written. 0 or -E...
 */
must_check int file_copy(const char *from, const char *to, mode_t mode);

/* Remove an empty directory or a file, if it is there. */
void file_remove(const char *path);
