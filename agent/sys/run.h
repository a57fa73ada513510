/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run a program, with a time limit.
 */
#pragma once

#include "base/attributes.h"

enum { RUN_SLOW = 2 };

/*
 * Run a program with this environment, in its own process group and with our output, and wait until
 * it ends. If it has not ended after so many seconds, it is killed with its group. After RUN_SLOW
 * seconds slow(context) is called once. Returns its exit status; 128 plus the number of the signal
 * that ended it; -ETIMEDOUT; or -E...
 */
must_check int run_program(char *const arguments[], char *const environment[], unsigned int seconds,
			   void (*slow)(void *context), void *context);
