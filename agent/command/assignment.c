// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/assignment.h"

#include "base/line.h"

#include <string.h>

void assignment_print(const char *name, const char *value)
{
	size_t len = strcspn(value, "'");

	line_write(stdout, "PMEMBOOT_%s='%.*s", name, (int)len, value);
	for (; value[len]; len = strcspn(value, "'")) {
		value += len + 1;
		line_write(stdout, "'\\''%.*s", (int)strcspn(value, "'"), value);
	}
	line_write(stdout, "'\n");
}
