/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Leave the initramfs for a new root.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Is this process PID 1 of the kernel and not of a container, and is its root file system an
 * initramfs that may be emptied, that is, a ramfs or tmpfs?
 */
bool switch_root_is_initramfs(void);

/*
 * For PID 1 of a ramfs or tmpfs, which the caller knows to be an initramfs. Move the mounts at
 * /dev, /proc, /sys and /run into root, make root the root directory and the working directory, and
 * let a child delete the contents of the initramfs. If a directory is missing in root, it is made;
 * if that fails, the mount is detached. Returns 0, and then there is no way back; or -E..., and
 * then nothing was deleted and the mounts are where they were.
 */
must_check int switch_root_to(const char *root);
