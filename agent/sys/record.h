/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Record what is read from a tree: copy it below a directory, at its real path, together with the
 * symbolic links that lead to it. If that directory is then read as a tree, it gives the same
 * answers.
 *
 * A file that may not be read is recorded as an empty file that nobody may read.
 */
#pragma once

#include "base/attributes.h"
#include "sys/tree.h"

#include <limits.h>

struct record {
	struct tree_observer observer;
	int tree_fd, directory_fd;
	int above_fd;		 /* the folder of the directory */
	char name[NAME_MAX + 1]; /* of the directory, when it is complete */
	char part[NAME_MAX + 1]; /* and until then */
	int kept;		 /* the number of files */
	int error;		 /* the first -E..., or 0 */
};

/*
 * Start to record a tree below a directory, which is made and must not exist. Until record_end()
 * the directory is named DIRECTORY.part-PID. Its folder may belong to somebody else: a symbolic
 * link in the path is not followed (-ELOOP), and everything is written to the directory that was
 * made, even if its name is later given to something else. Returns 0, and then *ret must not move
 * until record_end(); or -E...
 */
must_check int record_begin(struct record *ret, struct tree *tree, const char *directory);

/* Why the directory could not be made, for people. */
const char *record_why(int error);

/*
 * Stop recording. Returns the number of recorded files, or the first -E... that occurred: then the
 * record is removed.
 */
must_check int record_end(struct record *record, struct tree *tree);
