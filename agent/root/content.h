/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The content of a root, as far as the next steps depend on it: checked before the switch, because
 * nobody can say it afterwards.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

#include <stdbool.h>

/*
 * Refuse a mounted image that is a deployment of ostree and not a root. Returns 0, or -E... and the
 * reason.
 */
must_check int content_check_image(const char *directory, struct failure *why);

/*
 * Check that the root at a directory has what switches to it wants: os-release, if systemd runs
 * this initramfs (systemctl(1), switch-root); and mount points, which are made in a writable root.
 * Returns 0, or -E... and the reason.
 */
must_check int content_check_root(const char *directory, bool writable, struct failure *why);

/*
 * Find the program to execute in the root at a directory: that of init=, or the first of those that
 * the kernel tries. *ret is its path inside the root. Returns 0, or -E... and the reason.
 */
must_check int content_find_init(const char *directory, const struct config *config,
				 const char **ret, struct failure *why);
