/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Root images: the file systems of a live root, recognised by their superblocks.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

enum { IMAGE_WORDS_MAX = 96 };

/* Stands for a compressor or features that have no name here. */
#define IMAGE_UNKNOWN "unknown"

/* Lists of words are separated by spaces. model/filesystem.h says what each word needs. */
struct image_kind {
	const char *fstype;		  /* "squashfs" or "erofs" */
	char compressor[IMAGE_WORDS_MAX]; /* its algorithms: "zstd", "lz4 deflate"; or "" */
	char features[IMAGE_WORDS_MAX];	  /* others that a kernel has to know: "48bit"; or "" */
	const char *no_dax;		  /* why its files cannot be used with DAX, or NULL */
	uint64_t size;			  /* bytes, from its superblock */
	uint64_t inodes;
};

/*
 * Look at the image in an extent. Returns 0; -ENOENT if it is neither squashfs nor erofs, or too
 * short to be one; -EBADMSG for a bad superblock; -EOPNOTSUPP if it needs additional devices; or
 * the reader's error.
 */
must_check int image_identify(const struct reader *reader, const struct extent *extent,
			      struct image_kind *ret);

/* The same for any file system that a root image in an ISO can have: ext4, XFS and Btrfs too. */
must_check int image_identify_any(const struct reader *reader, const struct extent *extent,
				  struct image_kind *ret);
