/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "parse/iso9660.h"

/*
 * Set the reason for an error of the ISO reader while it looked for a path. Returns the error, but
 * -ESRCH instead of -ENOENT and -ENOTDIR.
 */
must_check int iso_failure(const struct iso9660 *iso, int error, const char *path,
			   struct failure *why);
