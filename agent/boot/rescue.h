/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When PID 1 can't go on.
 */
#pragma once

#include "base/attributes.h"
#include "boot/boot.h"

/* Say the reason of a failure and the remedy: once, here. */
void rescue_explain(const struct failure *why);

/*
 * A busybox shell on the console, until the person leaves it. Returns 0; or -E... if there is no
 * shell, or nobody at it (it ended at once).
 */
int rescue_shell(const char *why);

/* What panic= says: restart after so many seconds, at once, or never. Doesn't return. */
void rescue_halt(const struct config *config) __attribute__((noreturn));
