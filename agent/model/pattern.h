/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Patterns of paths in an ISO, as in the table of layouts: alternatives "a|b", in which "*" stands
 * for any part of a name.
 */
#pragma once

#include "base/attributes.h"
#include "parse/iso9660.h"

#include <stdbool.h>

enum { PATTERN_PATH_MAX = 256 };

/*
 * Find the first file that matches one of the alternatives of a pattern. If several files match a
 * star, the one that has this machine's architecture in its place counts, or else the first. Its
 * path is written to path, of PATTERN_PATH_MAX bytes. Returns 0; -ENOENT; or an error as
 * iso9660_lookup().
 */
must_check int pattern_find(struct iso9660 *iso, const char *pattern, char *path);

/* The same in a folder of the ISO, a path without a star; "" is the top. */
must_check int pattern_find_in(struct iso9660 *iso, const char *folder, const char *pattern,
			       char *path);

/* Does a name fit a part of a pattern, of len bytes with one star at most? */
bool pattern_fits(const char *part, size_t len, const char *name);

/* Can a name of the ISO be part of a pattern without being read as one? */
bool pattern_is_literal(const char *name);
