/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the commands that another initramfs calls: try once, and report the result.
 */
#pragma once

#include "boot/boot.h"

/*
 * Begin a boot, with boot->assist as given, and call attempt(boot, argument). Write the report, and
 * explain a failure. Returns an exit status.
 */
int once_run(bool assist, enum boot_outcome (*attempt)(struct boot *boot, const char *argument),
	     const char *argument);

/* Log that another root is booted, and why. An empty reason means that nothing is claimed. */
void once_tell_aside(const struct config *config, const struct failure *why);
