/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small files of an ISO that is not mounted.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"

#include <stdint.h>

/* The largest files in bytes: signatures and root hashes; lists of sums. */
enum { ISO_FILE_SMALL_MAX = 16 << 10, ISO_FILE_LIST_MAX = 16 << 20 };

/*
 * Read the file at a path in the ISO on a device, of at most max bytes, into memory that the
 * caller frees. Returns its length; -E2BIG; or an error of iso9660_lookup().
 */
must_check int iso_file_read(const char *device, const char *path, size_t max, uint8_t **ret);

/* Set the failure for a file that should exist and cannot be read. Returns error. */
int iso_file_refuse(const char *path, int error, struct failure *why);
