/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A media check by a file of the sums of files: md5sum.txt, SHA256SUMS.
 */
#pragma once

#include "model/failure.h"
#include "verify/check.h"

/*
 * Check all files of which the list at a path in the ISO has the sums. As media_check(): it has not
 * passed where the list does not include each layer.
 */
must_check int list_check(const struct check *check, const char *path, struct failure *why);
