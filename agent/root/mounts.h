/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mounts of the root and the links next to them: made one after the other, undone in reverse.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/layout.h"

enum { MOUNTS_MAX = LAYOUT_LAYERS_MAX + 10, MOUNTS_LINKS_MAX = LAYOUT_LAYERS_MAX + 8 };
enum { MOUNTS_TARGET_MAX = 320, MOUNTS_SOURCE_MAX = 320, MOUNTS_FSTYPE_MAX = 16 };

struct mounts_entry {
	char source[MOUNTS_SOURCE_MAX];
	char target[MOUNTS_TARGET_MAX];
	char fstype[MOUNTS_FSTYPE_MAX]; /* "none" for a bind */
};

struct mounts {
	unsigned int count;
	struct mounts_entry list[MOUNTS_MAX]; /* in the order they were made */
	unsigned int n_links;
	char links[MOUNTS_LINKS_MAX][MOUNTS_TARGET_MAX];
};

/*
 * Mount on a directory, which is created if it is missing. Relative paths in the options and in the
 * target start at the folder, unless that is NULL. Returns 0 or -E... and the reason.
 */
must_check int mounts_make(struct mounts *mounts, const char *folder, const char *source,
			   const char *target, const char *fstype, const char *options,
			   struct failure *why);

/* Bind a directory to another; options as of mount_bind(). Returns 0 or -E... and the reason. */
must_check int mounts_bind(struct mounts *mounts, const char *from, const char *to,
			   const char *options, struct failure *why);

/* Make a symbolic link. Returns 0 or -E...; a failure is not logged. */
must_check int mounts_link(struct mounts *mounts, const char *target, const char *path);

/* Unmount the last one, which turned out to be unusable, and forget it. */
void mounts_undo_last(struct mounts *mounts);

/* Unmount and remove everything, in reverse. */
void mounts_undo(struct mounts *mounts);
