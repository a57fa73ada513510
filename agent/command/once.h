/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Being called by another initramfs: try once, say how it went.
 */
#pragma once

#include "boot/boot.h"

/*
 * Begin a boot, with boot->assist as given, and run attempt(boot, argument); leave the report,
 * explain a failure. attempt returns as boot_root() does. Returns an exit status.
 */
int once_run(bool assist, int (*attempt)(struct boot *boot, const char *argument),
	     const char *argument);

/* The line that is printed on stepping aside; why may be empty: nothing is claimed. */
void once_tell_aside(const struct config *config, const struct failure *why);
