/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run as PID 1: try to boot; after a failure explain it, start a shell, and try again.
 */
#pragma once

#include "boot/boot.h"

/*
 * Call attempt(boot, argv) until it does not return, because another program has been executed. It
 * returns after a failure, with the reason in boot->why and everything undone. base is that of
 * struct boot. pid1_run() returns only if this process is not PID 1 of an initramfs, with an exit
 * status.
 */
int pid1_run(const char *base, void (*attempt)(struct boot *boot, char **argv), int argc,
	     char **argv);
