/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Locate many files of an ISO: those that a list of sums names. Each folder on their paths is read
 * only once.
 */
#pragma once

#include "base/attributes.h"
#include "parse/iso9660.h"
#include "parse/sums.h"

struct located {
	struct sums_line line; /* the line with the path */
	int result;	       /* 0; -E... as iso9660_lookup(); -EOPNOTSUPP if it is not a file */
	uint64_t size;	       /* bytes */
	unsigned int n_extents;
	const struct extent *extents; /* of struct locate */
	/* During the search: the folder, and the offset of the rest of the path. */
	struct extent folder;
	size_t at;
	bool seeking, met;
};

/* Where the paths begin, and memory for the extents, owned by the caller. */
struct locate {
	const char *folder; /* a path in the ISO, "" for the root */
	struct extent *list;
	unsigned int count, max;
};

/*
 * Locate the files of the n lines in order, which is sorted by this. The ISO's budget limits the
 * work. A path with a link or an escape is looked up individually, and so are all paths if names
 * are compared without case. Returns 0, and each file has its result; -ENOSPC if the
 * memory is too small; or another -E..., also if the folder does not exist.
 */
must_check int locate_files(struct iso9660 *iso, struct located **order, unsigned int n,
			    struct locate *locate);
