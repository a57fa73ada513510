/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recording: what sys/file.h reads of a tree is kept below a directory, at its true place, with the
 * symbolic links that lead there. Read as a tree itself, the directory then gives the same answers.
 *
 * What could not be read for want of the permission is kept as an empty file that nobody may read.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Begin to record a tree below a directory, which is made and must not exist. It may be made in a
 * folder of somebody else: no symbolic link on the way to it is followed (-ELOOP), and what is kept
 * lies in the directory that was made, whatever has its name later. 0 or -E...
 */
must_check int record_begin(int tree, const char *directory);

/* Why it could not be made, for people. */
const char *record_why(int error);

/* The number of files that were kept, or the first -E... on the way. */
must_check int record_end(void);

/* Is this tree being recorded? The functions below do nothing else. */
bool record_is_on(int tree);

/* A path that is there: a file (kept without its bytes), a directory or, unless it is followed, a
 * link. */
void record_path(int tree, const char *path, bool follow);

/* A file, and its bytes. */
void record_file(int tree, const char *path, const void *bytes, size_t len);

/* A file that may not be read. */
void record_denied(int tree, const char *path);

/* A file that is not of the tree, but is to be found in the recorded one. */
void record_note(int tree, const char *path, const void *bytes, size_t len);
