/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mounts, by libmount.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Mount source on target, which must exist. options are as in fstab(5), or NULL. Returns 0 or -E...
 */
must_check int mount_at(const char *source, const char *target, const char *fstype,
			const char *options);

/* The same; relative paths in the options are relative to folder, unless that is NULL. */
must_check int mount_in(const char *folder, const char *source, const char *target,
			const char *fstype, const char *options);

/*
 * Bind a directory to another. options ("ro,nosuid") are those of the new mount; with NULL it
 * inherits those of the old one. Returns 0 or -E...
 */
must_check int mount_bind(const char *from, const char *to, const char *options);

/* Move a mount and everything that is mounted below it. Returns 0 or -E... */
must_check int mount_move(const char *from, const char *to);

/* Detach a mount; it ends when nobody uses it. Errors are ignored, as this undoes earlier steps. */
void mount_detach(const char *target);

/* Get the bytes that are free for root in the file system of a path. Returns 0 or -E... */
must_check int mount_free(const char *path, uint64_t *ret);

/* Is the path a mount point? */
bool mount_is_point(const char *path);
