/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Colours on a terminal, for the words that a person looks for first.
 */
#pragma once

#include <stdio.h>

/* ECMA-48, 8.3.117 */
enum colour {
	COLOUR_PLAIN = 0,
	COLOUR_BOLD = 1,
	COLOUR_RED = 31,
	COLOUR_GREEN = 32,
	COLOUR_YELLOW = 33
};

/* What is printed from now on has this colour, if the stream is a terminal that may have colours
 * (sys/output.h). */
void colour_set(FILE *stream, enum colour colour);
