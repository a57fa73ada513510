/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A disk with a partition of /usr: alone, below a root that is made in memory, or beside a root.
 */
#pragma once

#include "base/attributes.h"
#include "root/mounts.h"

/*
 * Make what a root with nothing but this /usr starts from: mount points, and the links of a merged
 * /usr ("bin" -> "usr/bin"), as systemd makes them (hier(7), file-hierarchy(7)). *ret: the
 * directory, which lies in a file system in memory. Returns 0, or -E... and the reason.
 */
must_check int usr_make_base(const char *usr, struct mounts *mounts, const char **ret,
			     struct failure *why);

/*
 * Mount /usr, which is mounted at a directory of its own, in the root; read-only. Returns 0, or
 * -E... and the reason.
 */
must_check int usr_mount(const char *usr, const char *root, struct mounts *mounts,
			 struct failure *why);
