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
 * says no. Returns how many of those are left, or -E...
 */
must_check int mount_table_clear(bool (*stays)(const char *target));
