// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/once.h"

#include "boot/decide.h"
#include "boot/rescue.h"
#include "command/command.h"
#include "log/log.h"
#include "log/splash.h"
#include "medium/release.h"
#include "sys/signals.h"

static int end_once(const struct boot *boot, enum boot_outcome outcome)
{
	switch (outcome) {
	case BOOT_DONE:
		return STATUS_DONE;
	case BOOT_STEP_ASIDE:
		decide_tell_aside(&boot->config, &boot->why);
		return STATUS_STEPPED_ASIDE;
	case BOOT_FAILED:
		rescue_explain(&boot->why);
		splash_explain(&boot->why);
		break;
	}
	return STATUS_FAILED;
}

static bool has_stepped_aside(const struct boot *boot)
{
	enum decision decision;

	return decide_recall(boot, &decision) && decision == DECISION_ASIDE;
}

static int try_once(struct boot *boot,
		    enum boot_outcome (*attempt)(struct boot *boot, const char *argument),
		    const char *argument)
{
	enum boot_outcome outcome = BOOT_FAILED;
	int status;

	if (boot_begin(boot) == 0) {
		if (has_stepped_aside(boot)) {
			log_notice("stepping aside, as decided before (" DECIDE_FILE ")");
			return STATUS_STEPPED_ASIDE;
		}
		outcome = attempt(boot, argument);
	}
	boot_report(boot);
	status = end_once(boot, outcome);
	medium_close(&boot->medium);
	return status;
}

int once_run(bool assist, enum boot_outcome (*attempt)(struct boot *boot, const char *argument),
	     const char *argument)
{
	cleanup_free struct boot *boot = NULL;
	int status = STATUS_FAILED;

	signals_clean_up_by(command_release.name);
	boot = calloc(1, sizeof(*boot));
	if (boot) {
		boot->assist = assist;
		status = try_once(boot, attempt, argument);
	} else {
		log_error("out of memory");
	}
	release_held(BOOT_BASE);
	return status;
}
