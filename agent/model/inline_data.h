/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether an erofs keeps the ends of its files beside their inodes: those can't be used where they
 * lie (DAX).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

#include <stdbool.h>

/*
 * Look at the first files of an uncompressed erofs. What is damaged is passed over: this only
 * advises. 0, or the reader's error.
 */
must_check int inline_data_find(const struct reader *reader, const struct extent *image, bool *ret);
