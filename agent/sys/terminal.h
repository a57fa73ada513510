/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A terminal whose keys are read one by one.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <termios.h>

struct terminal {
	int fd; /* -1: there is none */
	struct termios before;
};

/* Have keys come at once and unseen, Ctrl-C too, if fd is a terminal. terminal_end() undoes it. */
void terminal_begin(struct terminal *ret, int fd);
void terminal_end(struct terminal *terminal);

/* Was Escape pressed, or Ctrl-C? All that was typed is taken. */
bool terminal_escaped(const struct terminal *terminal);
