/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether an erofs stores the ends of its files next to their inodes (inline data). Such files
 * cannot be mapped directly (DAX).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

#include <stdbool.h>

/*
 * Look at the first files of an uncompressed erofs. Damaged structures are skipped, as the
 * result is only for advice. Returns 0, or the reader's error.
 */
must_check int inline_data_find(const struct reader *reader, const struct extent *image, bool *ret);
