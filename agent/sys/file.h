/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small files, mostly of /proc and /sys, and directories.
 *
 * The functions that end in _at read below a tree: a directory that stands for /, either / itself
 * or a recorded one. Their paths are relative to it ("sys/bus/nd/devices"), and no symbolic link
 * and no ".." in the tree leads out of it.
 *
 * What reads a file reads regular files alone, of which none waits: another is -EISDIR or -EINVAL
 * before it is opened.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Open a directory as a tree. The file descriptor, which the caller closes, or -E... */
must_check int file_open_tree(const char *path);

/*
 * Read a file of less than size bytes and terminate it; a last newline is removed. Returns the
 * length, -E2BIG if it is longer, or the error of open(2) or read(2).
 */
must_check int file_read(const char *path, char *buf, size_t size);
must_check int file_read_at(int tree, const char *path, char *buf, size_t size);

/*
 * Read all bytes of a file of at most max bytes, into memory that the caller frees. Returns the
 * length, -E2BIG if there are more, or another -E..., and then *ret is untouched.
 */
must_check int file_read_all(const char *path, size_t max, uint8_t **ret);
must_check int file_read_all_at(int tree, const char *path, size_t max, uint8_t **ret);

/* Why a file can't be read, for people: strerror(3), or that it is no regular file. */
const char *file_why(int error);

/* Is there a file that may not be read for want of the permission? */
bool file_is_denied_at(int tree, const char *path);

/* Write a string into a file that exists (an attribute). 0 or -E... */
must_check int file_write(const char *path, const char *value);
must_check int file_write_at(int tree, const char *path, const char *value);

/* Does the path exist? Symbolic links are followed. */
bool file_exists(const char *path);
bool file_exists_at(int tree, const char *path);

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

/* Copy a file to one that isn't there yet, with this mode. 0 or -E... */
must_check int file_copy(const char *from, const char *to, mode_t mode);

/* Remove an empty directory or a file, if it is there. */
void file_remove(const char *path);

/*
 * Call visit for each name in a directory, in the order of strverscmp(3), until it returns
 * non-zero. Returns what it returned last, 0 for none, or -E... if the directory can't be read;
 * -E2BIG over 16384 names.
 */
must_check int file_each_at(int tree, const char *directory,
			    int (*visit)(void *context, const char *name), void *context);

/* The text a symbolic link holds. 0, or -E... (-ENAMETOOLONG if buf is too small). */
must_check int file_link_at(int tree, const char *path, char *buf, size_t size);
