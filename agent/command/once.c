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

static int end_once(const struct boot *boot, enum boot_outcome outcome)
{
	switch (outcome) {
	case BOOT_DONE:
		return STATUS_DONE;
	case BOOT_STEP_ASIDE:
		once_tell_aside(&boot->config, &boot->why);
		return STATUS_STEPPED_ASIDE;
	case BOOT_FAILED:
		rescue_explain(&boot->why);
		splash_explain(&boot->why);
		break;
	}
	return STATUS_FAILED;
}

int once_run(bool assist, enum boot_outcome (*attempt)(struct boot *boot, const char *argument),
	     const char *argument)
{
	cleanup_free struct boot *boot = calloc(1, sizeof(*boot));
	enum boot_outcome outcome = BOOT_FAILED;
	int status;

	if (!boot) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	boot->assist = assist;
	if (boot_begin(boot) == 0)
		outcome = attempt(boot, argument);
	boot_report(boot);
	status = end_once(boot, outcome);
	medium_close(&boot->medium);
	return status;
}
