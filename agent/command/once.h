/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What another initramfs calls: try once, and say what came of it.
 */
#pragma once

#include "boot/boot.h"

/*
 * Begin a boot, with boot->assist as given, and call attempt(boot, argument); leave the report and
 * explain a failure. Returns an exit status.
 */
int once_run(bool assist, enum boot_outcome (*attempt)(struct boot *boot, const char *argument),
	     const char *argument);

/* Log that another root is booted, and why. An empty reason: nothing is claimed. */
void once_tell_aside(const struct config *config, const struct failure *why);
