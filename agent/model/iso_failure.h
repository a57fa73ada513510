/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "parse/iso9660.h"

/*
 * The reason of an error of the ISO reader, which happened when a path was looked for. Returns the
 * error; -ESRCH in place of -ENOENT and -ENOTDIR.
 */
must_check int iso_failure(const struct iso9660 *iso, int error, const char *path,
			   struct failure *why);
