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
#include "sys/partition.h"

#include <stdbool.h>

enum { PLAN_PATH_MAX = 256 };

/* One file system of the root. */
struct plan_layer {
	char path[PLAN_PATH_MAX]; /* in the ISO, without a leading slash; or "partition2" */
	const char *fstype;	  /* "squashfs", "erofs"; "ext4" ... in a partition */
	const char *compressor;	  /* squashfs's, or "" */
	const char *options;	  /* more of them for the mount, ",noload", or "" */
	uint64_t size;		  /* bytes, as its superblock has it, or the partition's */
	struct extent extent;	  /* on the medium; in an ISO whole sectors of 2048 bytes */
	bool whole;		  /* the medium itself is the layer */
};

struct plan {
	const char *medium; /* "iso9660", "gpt", "dos", or the file system right on the device */
	const char *layout; /* name; "guess" or "named" where no layout was recognised */
	bool guessed;
	unsigned int guesses; /* how many images a guess had to choose from */
	char label[33];	      /* of the volume */
	uint64_t volume_size; /* bytes */
	struct contract contract;
	unsigned int n_layers;
	struct plan_layer layers[LAYOUT_LAYERS_MAX]; /* lowest first */
};

#define PLAN_PARTLABEL "PARTLABEL="
#define PLAN_PARTUUID  "PARTUUID="

/* What the user named; with nothing named the layout is recognised. */
struct plan_wishes {
	const char *const *paths; /* root images in the ISO, lowest first */
	unsigned int n_paths;
	const char *partition; /* "PARTLABEL=..." or "PARTUUID=...", or NULL */
};

/*
 * Make the plan for the image behind a reader. partitions is its table, or NULL if it wasn't read;
 * an ISO that has one too is an ISO, unless a partition is wished for. Returns 0, or -E... with the
 * reason in *why: no image, truncated, damaged, no root image, ambiguous, unsupported, read error.
 */
must_check int plan_make(struct plan *plan, const struct reader *reader,
			 const struct partitions *partitions, const struct plan_wishes *wishes,
			 struct failure *why);
