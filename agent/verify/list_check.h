/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A media check by a file of the sums of files: md5sum.txt, SHA256SUMS.
 */
#pragma once

#include "verify/verify.h"

/*
 * Check all files that the list at a path in the ISO has the sums of. 1 if all fit; 0 if a person
 * skipped it, or if the list says nothing of a layer, which is kept as a lack; -E... and the
 * reason.
 */
must_check int list_check(struct verify *verify, const struct medium *medium, const char *path,
			  struct failure *why);
