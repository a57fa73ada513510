/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sum that a publisher provides along with an image: in a list in the same folder (SHA256SUMS),
 * or in a file of its own (IMAGE.iso.sha256).
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "verify/check.h"

/*
 * Compare the file at a path with the strongest sum that there is of it. image is the same file.
 * The result goes to check->coverage. Devices have no sums. Returns 0, also if there is no sum;
 * -EBADMSG and the reason if the file differs; another -E... and the reason if it cannot be read.
 */
must_check int published_check(const struct check *check, const struct verify_image *image,
			       const char *path, struct failure *why);
