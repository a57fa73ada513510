/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/failure.h"

#include <stdbool.h>

enum { CONTENT_TEXT_MAX = 256 };

/* What is on a disk. */
struct content {
	bool seen;
	bool denied;		       /* it may not be looked at */
	struct failure why;	       /* why it is no medium; FAILURE_NONE: it is one */
	char title[CONTENT_TEXT_MAX];  /* of the image: its label and layout */
	char fstype[CONTENT_TEXT_MAX]; /* of its layers, words between spaces */
	char compressor[CONTENT_TEXT_MAX];
};

/*
 * Look at a disk ("pmem0") of the running system, and only look; in a recorded tree (sys/file.h),
 * whose disks are not there, read the note that a look at it left there.
 */
void content_read(int tree, bool live, const char *disk, struct content *ret);
