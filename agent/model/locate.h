/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Find where many files of an ISO lie, those that a list of sums names. Each folder on the way is
 * read once, however many of its files are named.
 */
#pragma once

#include "base/attributes.h"
#include "parse/iso9660.h"
#include "parse/sums.h"

struct located {
	struct sums_line line; /* whose path is looked for */
	int result;	       /* 0; or -E... as iso9660_lookup(), -EOPNOTSUPP if it is no file */
	uint64_t size;	       /* bytes */
	unsigned int n_extents;
	const struct extent *extents; /* in the pool */
	/* While it is looked for: the folder, and where the rest of the path begins. */
	struct extent folder;
	size_t at;
	bool seeking, met;
};

/* Where extents are put. */
struct locate_pool {
	struct extent *list;
	unsigned int count, max;
};

/*
 * Find the files of n lines, which order points to: it is sorted. The ISO's budget bounds the work;
 * a path with a link or an escape in it is looked up by itself, and so are all where names have no
 * case. Returns 0, and each has its result; or -E..., the pool being too small (-ENOSPC) among it.
 */
must_check int locate_files(struct iso9660 *iso, struct located **order, unsigned int n,
			    struct locate_pool *pool);
