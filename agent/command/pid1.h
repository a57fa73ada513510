/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Being PID 1: try to boot; after a failure explain it, start a shell, and try again.
 */
#pragma once

#include "boot/boot.h"

/*
 * Call attempt(boot, argv) until it doesn't return. It returns after a failure, with the reason in
 * boot->why and everything undone. base is that of struct boot. Returns an exit status, and does so
 * only if this process isn't PID 1 of an initramfs.
 */
int pid1_run(const char *base, void (*attempt)(struct boot *boot, char **argv), int argc,
	     char **argv);
