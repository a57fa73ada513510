/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mounting, through libmount.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Mount source on target, which exists. options are as in fstab, or NULL. Returns 0 or -E...
 */
must_check int mount_at(const char *source, const char *target, const char *fstype,
			const char *options);

/* The same; relative paths in the options are those of the folder, unless that is NULL. */
must_check int mount_in(const char *folder, const char *source, const char *target,
			const char *fstype, const char *options);

/*
 * Bind a directory to another. Options, "ro,nosuid", are the new mount's, which takes none from the
 * old one if there are any; or NULL. 0 or -E...
 */
must_check int mount_bind(const char *from, const char *to, const char *options);

/* Move a mount with all that is mounted below it. 0 or -E... */
must_check int mount_move(const char *from, const char *to);

/* Take a mount away as soon as nobody uses it. Errors don't matter: it is used to undo. */
void mount_detach(const char *target);

/* How many bytes are free for root in the file system at a path. 0 or -E... */
must_check int mount_free(const char *path, uint64_t *ret);

/* Is something mounted exactly here? */
bool mount_is_point(const char *path);
