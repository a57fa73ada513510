// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/splash.h"
#include "base/line.h"

#include "log/log.h"
#include "sys/file.h"
#include "sys/run.h"

#include <stdio.h>
#include <string.h>

#define PLYMOUTH "/bin/plymouth"
#define REASON	 "/run/pmemboot/reason"

enum { PLYMOUTH_SECONDS = 4, LINE_SIZE = 600 };

static void ignore_slow_program(void *context unused)
{
}

void splash_say(const char *line)
{
	char text[LINE_SIZE] = "--text=";
	char *arguments[] = { (char *)PLYMOUTH, (char *)"message", text, NULL };
	char *environment[] = { NULL };
	int r;

	if (!file_exists(PLYMOUTH))
		return;
	line_print(text + strlen(text), sizeof(text) - strlen(text), "pmemboot: %s", line);
	r = run_program(arguments, environment, PLYMOUTH_SECONDS, ignore_slow_program, NULL);
	if (r != 0) /* plymouthd may not run yet, or no longer */
		log_debug("plymouth message: %d", r);
}

void splash_explain(const struct failure *why)
{
	char line[LINE_SIZE];
	FILE *file;

	if (!file_exists(PLYMOUTH))
		return;
	line_print(line, sizeof(line), "cannot boot: %s", why->line);
	splash_say(line);
	file = fopen(REASON, "we");
	if (!file)
		return;
	line_write(file, "pmemboot: %s [%s]\npmemboot: what to do: %s\n", line,
		   failure_name(why->code), failure_remedy(why->code));
	fclose(file);
}
