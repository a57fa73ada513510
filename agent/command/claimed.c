// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"
#include "boot/decide.h"
#include "boot/rescue.h"
#include "command/assignment.h"
#include "command/command.h"
#include "config/config_parse.h"
#include "log/log.h"
#include "sys/signals.h"

/* For the scripts of the initramfs, which do not read the command line themselves. */
static void print_assignments(const struct boot *boot, enum decision decision)
{
	char names[256] = "";
	const char *name;

	for (unsigned int i = 0; (name = config_other_root(i)); i++)
		if (boot->config.other_roots & 1U << i)
			text_append_cut(names, sizeof(names), "%s%s", names[0] ? " " : "", name);
	assignment_print("MODE", decision_name(decision));
	assignment_print("OTHER_ROOTS", names);
}

static int claimed_command(int argc unused, char **argv unused)
{
	cleanup_free struct boot *boot = calloc(1, sizeof(*boot));
	enum decision decision;

	if (!boot) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	signals_clean_up_by(command_release.name);
	boot->assist = true;
	if (decide(boot, boot_begin(boot), &decision) < 0) {
		rescue_explain(&boot->why);
		return STATUS_FAILED;
	}
	if (decision == DECISION_ASIDE)
		return STATUS_STEPPED_ASIDE;
	print_assignments(boot, decision);
	return STATUS_DONE;
}

const struct command command_claimed = {
	.name = "claimed",
	.arguments = "",
	.help = "Exit with 0 if pmemboot should boot this machine, with 3 if it steps aside",
	.run = claimed_command,
};
