/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Patterns of paths in an ISO, as in the table of layouts: alternatives "a|b", each with at most
 * one "*".
 */
#pragma once

#include "base/attributes.h"
#include "parse/iso9660.h"

enum { PATTERN_PATH_MAX = 256 };

/*
 * Find the first file that matches one of the alternatives of a pattern. If several files match a
 * star, the one that has this machine's architecture in its place counts, or else the first. Its
 * path is written to path, of PATTERN_PATH_MAX bytes. Returns 0; -ENOENT; or an error as
 * iso9660_lookup().
 */
must_check int pattern_find(struct iso9660 *iso, const char *pattern, char *path);
