/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small files, directories and links of the live system, by their paths. sys/tree.h reads /proc and
 * /sys, either of the live system or recorded ones.
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
 * length, -E2BIG if there are more, or another -E..., and then *ret is unchanged.
 */
must_check int file_read_all(const char *path, size_t max, uint8_t **ret);

/* The same for a path that is an argument: "-" is standard input, which may be a pipe. */
must_check int file_read_argument(const char *path, size_t max, uint8_t **ret);

/* Why a file cannot be read, for people: strerror(3), or that it is not a regular file. */
const char *file_why(int error);

/* The absolute path without symbolic links, to a buffer of PATH_MAX bytes. Returns 0 or -E... */
must_check int file_real_path(const char *path, char *ret);

/* Write a string to an existing file (an attribute). Returns 0 or -E... */
must_check int file_write(const char *path, const char *value);

/* The same if a failure does not matter, or is detected elsewhere. */
void file_try_write(const char *path, const char *value);

/* Does the path exist? Symbolic links are followed. */
bool file_exists(const char *path);

/*
 * Open a regular file below a directory for reading. No link leads outside the directory. Returns
 * the file descriptor, which the caller closes; -EISDIR or -EINVAL if it is not a regular file; or
 * -E...
 */
must_check int file_open_below(const char *directory, const char *path);

/* Is the path a directory (not a link to one), or does it not exist? */
bool file_is_directory_or_none(const char *path);

/*
 * Make a symbolic link below a directory. Its folder must exist, its name must not. No link leads
 * outside the directory. Returns 0 or -E...
 */
must_check int file_make_link_below(const char *directory, const char *target, const char *path);

/* Does the path lead, by way of symbolic links, to the same file as the other path? */
bool file_leads_to(const char *path, const char *target);

/* Make a directory, and missing ones above it, with mode 0755. Returns 0 or -E... */
must_check int file_make_directories(const char *path);

/* Make one directory with this mode, unless it exists. Returns 0 or -E... */
must_check int file_make_directory(const char *path, mode_t mode);

/*
 * Write a file as a whole, with mode 0644: whoever reads it meanwhile finds the old one or the new
 * one. Its folder must exist. Returns 0 or -E..., and then nothing has changed.
 */
must_check int file_replace(const char *path, const char *text);

/* The same with another mode, from which the umask is taken. */
must_check int file_replace_mode(const char *path, const char *text, mode_t mode);

/*
 * Write a file with this mode in a folder, which must exist, below a directory. A file of this name
 * is replaced, and nothing leads outside the directory. Returns 0 or -E...
 */
must_check int file_replace_below(const char *directory, const char *folder, const char *name,
				  const char *text, mode_t mode);

/* Make a symbolic link. Replace an existing file or link. Returns 0 or -E... */
must_check int file_make_link(const char *target, const char *path);

/*
 * Copy a file to a path that must not exist, with this mode. The copy is written to TO.part and
 * gets its name when it is complete; if it fails, nothing is left. Returns 0 or -E...
 */
must_check int file_copy(const char *from, const char *to, mode_t mode);

/* Remove an empty directory or a file, if it exists. */
void file_remove(const char *path);
