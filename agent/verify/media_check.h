/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Media checks: was the image made, stored and transferred without accidental changes? Of the
 * checks that the image provides, the first of these is made: by the sum of the volume in its
 * descriptor, by a list of the sums of files, or by the sums next to the root images.
 */
#pragma once

#include "model/failure.h"
#include "verify/check.h"

/*
 * Returns 0, and the coverage says whether the check passed or a person skipped it. It has not
 * passed if the image provides no check, or if the check does not include each layer, for which
 * coverage_missing() has the reason. Returns -E... and the reason if it failed.
 */
must_check int media_check(const struct check *check, struct failure *why);

/*
 * The code of a check that ended with an error: what can't be read, or finds no memory, says
 * nothing about the bytes of the medium, so that is not FAILURE_DAMAGED.
 */
enum failure_code media_check_code(int error);
