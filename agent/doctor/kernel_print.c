// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/kernel_print.h"

#include "base/line.h"

#include <string.h>

enum { LINE_WIDTH = 78, STATE_WIDTH = 19 };

/* Print the options of one state in lines of LINE_WIDTH columns. The first begins with the state.
 */
static void print_options(const struct kernel *kernel, enum kernel_state state, FILE *stream)
{
	const char *head = kernel_state_name(state);
	size_t column = LINE_WIDTH;

	for (int i = 0; i < KERNEL_OPTIONS; i++) {
		const char *name = kernel_option_name((enum kernel_option)i);

		if (kernel->states[i] != state)
			continue;
		if (column + 1 + strlen(name) > LINE_WIDTH) {
			column = line_write(stream, "\n  %-*s", STATE_WIDTH - 2, head) - 1;
			head = "";
		}
		column += line_write(stream, " %s", name);
	}
}

void kernel_print(const struct kernel *kernel, FILE *stream)
{
	line_write(stream, "\nKernel %s",
		   kernel->release[0] ? kernel->release : "of unknown release");
	if (kernel->has_config)
		line_write(stream, ", configured by %s", kernel->config);
	else if (kernel->packed)
		line_write(stream, "; its configuration is compressed: zcat /proc/config.gz | "
				   "pmemboot doctor --kernel-config -");
	for (int state = 0; state < KERNEL_STATES; state++)
		print_options(kernel, (enum kernel_state)state, stream);
	line_write(stream, "\n");
}

void kernel_print_json(const struct kernel *kernel, struct json *j)
{
	json_begin(j, "kernel", '{');
	json_string(j, "release", kernel->release);
	json_string(j, "config", kernel->config);
	json_begin(j, "options", '{');
	for (int i = 0; i < KERNEL_OPTIONS; i++)
		json_string(j, kernel_option_name((enum kernel_option)i),
			    kernel_state_name(kernel->states[i]));
	json_end(j, '}');
	json_end(j, '}');
}
