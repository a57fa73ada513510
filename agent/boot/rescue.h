/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What PID 1 does when it cannot continue: explain, start a shell, restart or halt.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

/* Log the reason of a failure and the remedy. Nobody else does. */
void rescue_explain(const struct failure *why);

/*
 * Open busybox of the initramfs or, without it, /bin/sh: rescue_shell() can use it even when the
 * file has been removed. Returns an fd or -E...
 */
must_check int rescue_open(void);

/*
 * Run a shell on the console until the person leaves it. why says what has happened and what "exit"
 * does. shell_fd is the result of rescue_open(). Returns 0; or -E... if there is no shell, or
 * nobody uses it (it ended at once).
 */
int rescue_shell(int shell_fd, const char *why);

/* End as panic= requests: restart after so many seconds, at once, or never. Does not return. */
void rescue_halt(const struct config *config) __attribute__((noreturn));
