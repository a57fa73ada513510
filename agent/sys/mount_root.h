/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What statx() says of mount points. A file of its own: the kernel's struct statx and the one of
 * some C libraries don't go together.
 */
#pragma once

#include "base/attributes.h"

/*
 * Is the path, links followed, the root of a mount (STATX_ATTR_MOUNT_ROOT, since Linux 5.8)? 1 or
 * 0; -EOPNOTSUPP if the kernel doesn't say; another -E... of statx().
 */
must_check int mount_root_ask(const char *path);
