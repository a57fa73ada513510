// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/log.h"

#include "base/text.h"
#include "sys/console.h"

#include <stdarg.h>

enum { LEVEL_ERROR = 3, LEVEL_WARNING = 4, LEVEL_NOTICE = 5, LEVEL_INFO = 6 };
enum { LINE_MAX_BYTES = 500 };

static bool debug;

void log_set_debug(bool on)
{
	debug = on;
}

static void say(int level, const char *format, va_list arguments)
{
	char text[LINE_MAX_BYTES], line[LINE_MAX_BYTES + 16];
	bool shown = false;

	vsnprintf(text, sizeof(text), format, arguments);
	snprintf(line, sizeof(line), "pmemboot: %s\n", text);
	/* An image's label may hold anything: keep it from driving the terminal. */
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ' && *c != '\n')
			*c = '?';
	if (getpid() == 1)
		shown = console_log(level, line) == 0 &&
			(console_shows(level) || level > LEVEL_NOTICE);
	if (!shown)
		fputs(line, stderr);
}

#define DEFINE_LOG(name, level, condition)       \
	void log_##name(const char *format, ...) \
	{                                        \
		va_list arguments;               \
                                                 \
		if (!(condition))                \
			return;                  \
		va_start(arguments, format);     \
		say(level, format, arguments);   \
		va_end(arguments);               \
	}

DEFINE_LOG(error, LEVEL_ERROR, true)
DEFINE_LOG(warning, LEVEL_WARNING, true)
DEFINE_LOG(notice, LEVEL_NOTICE, true)
DEFINE_LOG(info, LEVEL_INFO, true)
DEFINE_LOG(debug, LEVEL_INFO, debug)
