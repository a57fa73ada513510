/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Media checks: was the image made, stored and transferred without an accident? Of what the image
 * provides the first of these is checked: the sum of the volume in its descriptor, a file of the
 * sums of files, the sums of the root images in files of their own.
 */
#pragma once

#include "model/failure.h"
#include "verify/check.h"

/*
 * 0, and the coverage says whether it passed or a person skipped it. It has not passed where the
 * image provides none, or where what passed does not include each layer, which is kept as a lack.
 * -E... and the reason if it failed.
 */
must_check int media_check(const struct check *check, struct failure *why);

/*
 * The code of a check that ended with an error: what can't be read, or finds no memory, says
 * nothing about the bytes of the medium, so that is not FAILURE_DAMAGED.
 */
enum failure_code media_check_code(int error);
