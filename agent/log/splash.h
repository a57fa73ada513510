/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plymouth, where the initramfs has it: its splash screen hides the console, and what is printed
 * there meanwhile is not to be seen afterwards. Without plymouth nothing is done.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"

/* Show a line on the splash screen. */
void splash_say(const char *line);

/*
 * Show the reason of a failure there, and leave it in /run/pmemboot/reason for the emergency
 * shell's scripts, to be printed again when the splash screen is gone.
 */
void splash_explain(const struct failure *why);
