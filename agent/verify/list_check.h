/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The media check by a list of the sums of files: md5sum.txt, SHA256SUMS.
 */
#pragma once

#include "model/failure.h"
#include "verify/check.h"

/*
 * Check all files in the list at a path in the ISO. Returns as media_check() does: the check has
 * not passed if a layer is not in the list.
 */
must_check int list_check(const struct check *check, const char *path, struct failure *why);
