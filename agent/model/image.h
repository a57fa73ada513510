/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A root image: a file system of a live root, known by its superblock.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

struct image_kind {
	const char *fstype;	/* "squashfs" or "erofs" */
	const char *compressor; /* squashfs's, or "compressed", or "" */
	const char *no_dax;	/* why its files can't be used where they lie, or NULL */
	uint64_t size;		/* bytes, as its superblock has it */
	uint64_t inodes;
};

/*
 * Look at the image in an extent. Returns 0; -ENOENT if it is neither squashfs nor erofs, or too
 * short to be one; -EBADMSG for a bad superblock; -EOPNOTSUPP if it needs further devices;
 * or the reader's error.
 */
must_check int image_identify(const struct reader *reader, const struct extent *extent,
			      struct image_kind *ret);
