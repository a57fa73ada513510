/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of a boot menu as a text: "1 kernel /k | 1 initrd /i last | ...", ends as "1 end".
 */
#pragma once

#include "offline/part.h"

/* Read a menu with one of the parsers. The text is overwritten by the next call. */
const char *parts_read(void (*visit)(struct slice text, const struct part_visitor *visitor),
		       const char *menu);
