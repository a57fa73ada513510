/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How an erofs stores its files, which its superblock does not say. Files whose ends are next to
 * their inodes (inline data) and compressed files cannot be mapped directly (DAX).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

#include <stdbool.h>

struct inline_data {
	bool has_tails;	    /* the ends of files are next to their inodes */
	bool is_compressed; /* in the way of 2018 (mkfs.erofs -E legacy-compress), by LZ4 */
};

/*
 * Look at the first files of an erofs that claims to be uncompressed. Damaged structures are
 * skipped, as the result is only for advice. Returns 0, or the reader's error.
 */
must_check int inline_data_find(const struct reader *reader, const struct extent *image,
				struct inline_data *ret);
