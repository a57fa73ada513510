/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Being PID 1: try, say why it failed, give a shell, and try again.
 */
#pragma once

#include "boot/boot.h"

/*
 * Run attempt(boot, argv) until it doesn't return. It returns after a failure, whose reason is in
 * boot->why, with all undone. base as struct boot has it. Returns a status only if this isn't
 * PID 1.
 */
int pid1_run(const char *base, void (*attempt)(struct boot *boot, char **argv), int argc,
	     char **argv);
