/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whole: are all files of an ISO that lost its end on the medium? ISO tools append padding, which
 * some downloads and copies cut off.
 */
#pragma once

#include "base/attributes.h"
#include "parse/iso9660.h"

/*
 * Check that all directories and files of a volume end before size, in bytes. Returns 0; -ENODATA
 * if one does not, or if more is missing than padding can be; or an error as iso9660_next(), also
 * if a limit is exceeded.
 */
must_check int whole_check(struct iso9660 *iso, uint64_t size);
