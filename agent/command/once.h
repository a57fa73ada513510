/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the commands that another initramfs calls: try once, and report the result.
 */
#pragma once

#include "boot/boot.h"

/*
 * Begin a boot, with boot->assist as given, and call attempt(boot, argument), unless it was decided
 * before to step aside (boot/decide.h). Write the report, and explain a failure. Whatever the
 * outcome, and if a signal ends the process, no nvdimm device is held back any more. Returns an
 * exit status.
 */
int once_run(bool assist, enum boot_outcome (*attempt)(struct boot *boot, const char *argument),
	     const char *argument);
