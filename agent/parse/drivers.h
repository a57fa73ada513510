/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The list of drivers that pmemboot-mkinitramfs puts into an initramfs. One driver a line:
 *
 *	NAME: FILE FILE ...
 *
 * The files are module files with absolute paths, in the order in which they must be loaded (the
 * driver's dependencies first, itself last). A driver that is built into the kernel has no files.
 * A line that begins with '#' is a comment.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum { DRIVERS_FILE_MAX = 256 }; /* bytes of a module's path, terminator included */

/*
 * The files of one driver that drivers_next() has not returned yet. Borrows from the list's text.
 */
struct drivers_files {
	struct slice rest;
};

/* Find a driver. Returns 0, or -ENOENT if the list does not have a driver of this name. */
must_check int drivers_find(struct slice list, const char *name, struct drivers_files *ret);

/*
 * Take the next file. Returns 1 with a path in ret[DRIVERS_FILE_MAX], 0 at the end of the line,
 * -EBADMSG for a path that is not absolute, -E2BIG for one that is too long.
 */
must_check int drivers_next(struct drivers_files *files, char *ret);
