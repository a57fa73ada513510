/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Read single keys from a terminal.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <termios.h>

struct terminal {
	int fd; /* -1: not a terminal */
	struct termios before;
};

/* If fd is a terminal, let it deliver each key at once, also Ctrl-C, without echo. terminal_end()
 * restores it. */
void terminal_begin(struct terminal *ret, int fd);
void terminal_end(struct terminal *terminal);

/* Was Escape or Ctrl-C pressed? All keys that were typed are consumed. */
bool terminal_escaped(const struct terminal *terminal);
