/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Leaving the initramfs for a new root.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Is the root file system of this process an initramfs that may be emptied: a ramfs or a tmpfs, and
 * the device of "/" (and not "/" of a running system)?
 */
bool switch_root_is_initramfs(void);

/*
 * Move /dev, /proc, /sys and /run into root where they are mounted, make root the root directory
 * and "/" the working directory, and have a child delete all that is in the initramfs. A directory
 * that is missing in root is made; where that isn't possible the mount goes. Returns 0, and then
 * there is no way back; or -E..., and then nothing was deleted and the mounts are where they were.
 */
must_check int switch_root_to(const char *root);
