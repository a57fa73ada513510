// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/colour.h"

#include "base/line.h"
#include "sys/output.h"

void colour_set(FILE *stream, enum colour colour)
{
	if (output_has_colour(fileno(stream)))
		line_write(stream, "\033[%dm", (int)colour);
}
