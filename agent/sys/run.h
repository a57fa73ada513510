/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running a program to its end, or to the end of patience.
 */
#pragma once

#include "base/attributes.h"

enum { RUN_SLOW = 2 };

/*
 * Run a program with this environment, in a process group of its own, its output going where ours
 * does, and wait for it. One that hasn't ended after so many seconds is killed with its group.
 * After RUN_SLOW seconds slow(context) is called, once.
 * Returns its exit status, 128 and the number of the signal that ended it, -ETIMEDOUT, or -E...
 */
must_check int run_program(char *const arguments[], char *const environment[], unsigned int seconds,
			   void (*slow)(void *context), void *context);
