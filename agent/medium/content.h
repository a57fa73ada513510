/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "medium/medium_request.h"
#include "model/claim.h"
#include "model/failure.h"
#include "model/nd.h"

#include <stdbool.h>

struct tree;

enum { CONTENT_TEXT_MAX = 256 };

/* What is on a disk. */
struct content {
	bool seen;
	bool denied;			   /* the permission to read it is missing */
	bool unwanted;			   /* it does not match pmemboot.root= */
	struct failure why;		   /* why it is not a medium; FAILURE_NONE: it is one */
	char title[CONTENT_TEXT_MAX];	   /* of the image: its label and layout */
	char fstype[CONTENT_TEXT_MAX];	   /* of its layers, separated by spaces */
	char compressor[CONTENT_TEXT_MAX]; /* and the features of them, separated by spaces */
};

/*
 * Examine a disk of the running system as a boot does, but change nothing. In a recorded tree
 * (sys/tree.h; request is NULL), which has no disks, read the note that was recorded instead.
 */
void content_read(const struct tree *tree, const struct medium_request *request,
		  const struct claims *claims, const struct nd *nd, const struct nd_disk *disk,
		  struct content *ret);
