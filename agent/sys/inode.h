/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

/*
 * Copy the owner, the mode and the extended attributes of the directory `from` to the directory
 * `to`: also security.*, but not the attributes of overlayfs. An attribute that the target file
 * system does not support is skipped. Returns 0 or -E...
 */
must_check int inode_copy_attributes(const char *from, const char *to);
