/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recording: what is read of a tree is kept below a directory, at its true place, with the symbolic
 * links that lead there. Read as a tree itself, the directory then gives the same answers.
 *
 * A file that may not be read is kept as an empty file that nobody may read.
 */
#pragma once

#include "base/attributes.h"
#include "sys/tree.h"

#include <limits.h>

struct record {
	struct tree_observer observer;
	int tree_fd, directory_fd;
	int above_fd;				     /* the folder that directory_fd is in, */
	char name[NAME_MAX + 1], part[NAME_MAX + 1]; /* its name there at the end, and until then */
	int kept;				     /* the number of files */
	int error;				     /* the first -E..., or 0 */
};

/*
 * Begin to record a tree below a directory, which is made and must not exist. Until record_end()
 * its name is DIRECTORY.part-PID. It may be made in a folder of somebody else: no symbolic link on
 * the way to it is followed (-ELOOP), and what is kept lies in the directory that was made, even if
 * something else has its name later. 0, and *ret must stay where it is until record_end(); or -E...
 */
must_check int record_begin(struct record *ret, struct tree *tree, const char *directory);

/* Why it could not be made, for people. */
const char *record_why(int error);

/*
 * Stop recording. The number of files that were kept, or the first -E... on the way: then nothing
 * of the record is left.
 */
must_check int record_end(struct record *record, struct tree *tree);
