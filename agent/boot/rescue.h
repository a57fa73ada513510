/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When PID 1 can't go on.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

/* Say the reason of a failure and the remedy: once, here. */
void rescue_explain(const struct failure *why);

/* Open the initramfs's busybox: rescue_shell() can use it even when its file is gone. fd or -E...
 */
must_check int rescue_open(void);

/*
 * A busybox shell on the console, a child, until the person leaves it. busybox_fd is what
 * rescue_open() said. Returns 0; or -E... if there is no shell, or nobody at it (it ended at once).
 */
int rescue_shell(int busybox_fd, const char *why);

/* What panic= says: restart after so many seconds, at once, or never. Doesn't return. */
void rescue_halt(const struct config *config) __attribute__((noreturn));
