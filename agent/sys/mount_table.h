/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is mounted (/proc/self/mounts).
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

enum { MOUNT_TABLE_MAX = 512 };

/*
 * Unmount, the last one first and again until nothing more goes, all that is mounted where stays()
 * says no. What is left then holds itself (a root on an image that is mounted below it), so it is
 * detached, and goes if nobody uses it. Returns 0, or -E... if the table can't be read.
 */
must_check int mount_table_clear(bool (*stays)(const char *target));

/* Does the mount at this target show the option, "dax" or "dax=..."? */
bool mount_table_has_option(const char *target, const char *option);
