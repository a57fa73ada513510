/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of mounts (/proc/self/mounts).
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

enum { MOUNT_TABLE_MAX = 512 };

/*
 * Unmount everything for whose target stays() returns false: the last mount first, and repeated
 * until no more can be unmounted. Mounts that are left then may hold each other (a root on an image
 * that is mounted below it), so they are detached and end if nobody uses them. Returns 0, or -E...
 * if the table cannot be read.
 */
must_check int mount_table_clear(bool (*stays)(const char *target));

/* Does the mount at this target have the option ("dax" or "dax=...")? */
bool mount_table_has_option(const char *target, const char *option);
