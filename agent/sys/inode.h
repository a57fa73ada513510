/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

/*
 * Give the directory `to` the owner, the mode and the extended attributes (security.* included,
 * what overlayfs keeps for itself excluded) of the directory `from`. An attribute that the target
 * file system cannot hold is passed over. Returns 0 or -E...
 */
must_check int inode_copy_attributes(const char *from, const char *to);
