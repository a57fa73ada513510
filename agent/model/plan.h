/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan: what of an image will be mounted, from where. Planning only reads, through a reader,
 * so the plan for /dev/pmem0 and for a file on a workstation is made by the same code.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/layout.h"

#include <stdbool.h>

enum { PLAN_PATH_MAX = 256 };

/* One file system of the root. */
struct plan_layer {
	char path[PLAN_PATH_MAX]; /* in the ISO, without a leading slash */
	const char *fstype;	  /* "squashfs" or "erofs" */
	const char *compressor;	  /* squashfs's, or "" */
	uint64_t size;		  /* bytes, as its superblock has it */
	struct extent extent;	  /* on the medium, whole sectors of 2048 bytes */
};

struct plan {
	const char *layout; /* name; "guess" or "named" where no layout was recognised */
	bool guessed;
	unsigned int guesses; /* how many images a guess had to choose from */
	char label[33];	      /* of the volume */
	uint64_t volume_size; /* bytes */
	struct contract contract;
	unsigned int n_layers;
	struct plan_layer layers[LAYOUT_LAYERS_MAX]; /* lowest first */
};

/*
 * Make the plan for the image behind a reader. paths are the root images that the user named,
 * lowest first; with n_paths 0 the layout is recognised. Returns 0, or -E... with the reason in
 * *why: no image, truncated, damaged, no root image, unsupported, read error.
 */
must_check int plan_make(struct plan *plan, const struct reader *reader, const char *const *paths,
			 unsigned int n_paths, struct failure *why);
