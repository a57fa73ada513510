/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Patterns of paths in an ISO, as the table of layouts has them: "a|b", each with a "*" in at most
 * one of its parts.
 */
#pragma once

#include "base/attributes.h"
#include "parse/iso9660.h"

enum { PATTERN_PATH_MAX = 256 };

/*
 * Find the first file that fits one of a pattern's alternatives. Where several fit one with a star,
 * that counts which has this machine's architecture in place of it, or else the first one. The path
 * goes into path, of PATTERN_PATH_MAX bytes. Returns 0; -ENOENT; or an error as iso9660_lookup().
 */
must_check int pattern_find(struct iso9660 *iso, const char *pattern, char *path);
