// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/once.h"

#include "boot/rescue.h"
#include "command/command.h"
#include "log/log.h"
#include "log/splash.h"

void once_tell_aside(const struct config *config, const struct failure *why)
{
	log_notice("%s: stepping aside for %s=%s",
		   why->line[0] ? why->line : "firmware describes no persistent memory",
		   config->other_root, config->other_root_value);
}

int once_run(bool assist, int (*attempt)(struct boot *boot, const char *argument),
	     const char *argument)
{
	cleanup_free struct boot *boot = calloc(1, sizeof(*boot));
	int r;

	if (!boot) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	boot->assist = assist;
	r = boot_begin(boot);
	if (r == 0)
		r = attempt(boot, argument);
	boot_report(boot);
	if (r < 0) {
		rescue_explain(&boot->why);
		splash_explain(&boot->why);
	} else if (r == 1) {
		once_tell_aside(&boot->config, &boot->why);
	}
	medium_close(&boot->medium);
	if (r == 1)
		return STATUS_STEPPED_ASIDE;
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}
