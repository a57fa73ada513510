// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/log.h"

#include "base/line.h"
#include "sys/console.h"

#include <stdarg.h>

enum { KERNEL_ERROR = 3, KERNEL_WARNING = 4, KERNEL_NOTICE = 5, KERNEL_DEBUG = 7 };
/* Enough for the reason of a failure (FAILURE_LINE_MAX) and what is added to it. */
enum { LINE_MAX_BYTES = 600 };

static bool debug, to_kernel;

void log_set_debug(bool on)
{
	debug = on;
}

void log_to_kernel(void)
{
	to_kernel = true;
}

/* must_see: if the kernel does not print this level on the console, write the line there too. */
static void log_line(int level, bool must_see, const char *format, va_list arguments)
{
	char text[LINE_MAX_BYTES], line[LINE_MAX_BYTES + 16];
	bool shown = false;

	line_vprint(text, sizeof(text), format, arguments);
	snprintf(line, sizeof(line), "pmemboot: %s\n", text);
	if (to_kernel)
		shown = console_log(level, line) == 0 && (!must_see || console_shows(level));
	if (!shown)
		line_write(stderr, "pmemboot: %s\n", text);
}

void log_record(const char *text)
{
	char line[LINE_MAX_BYTES + 16];

	snprintf(line, sizeof(line), "pmemboot: %s\n", text);
	console_log(KERNEL_DEBUG, line);
}

#define DEFINE_LOG(name, level, must_see, condition)          \
	void log_##name(const char *format, ...)              \
	{                                                     \
		va_list arguments;                            \
                                                              \
		if (!(condition))                             \
			return;                               \
		va_start(arguments, format);                  \
		log_line(level, must_see, format, arguments); \
		va_end(arguments);                            \
	}

DEFINE_LOG(error, KERNEL_ERROR, true, true)
DEFINE_LOG(warning, KERNEL_WARNING, true, true)
DEFINE_LOG(notice, KERNEL_NOTICE, true, true)
DEFINE_LOG(info, KERNEL_NOTICE, false, true)
DEFINE_LOG(debug, KERNEL_NOTICE, true, debug)
