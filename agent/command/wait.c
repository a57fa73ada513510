// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/assignment.h"
#include "command/command.h"
#include "command/once.h"

#include <string.h>

static enum boot_outcome find_medium(struct boot *boot, const char *argument unused)
{
	const struct medium *medium = &boot->medium;
	enum boot_outcome outcome = boot_medium(boot);
	bool assist;

	if (outcome != BOOT_DONE)
		return outcome;
	assist = boot->config.mode == MODE_ASSIST || boot->plan.assist;
	assignment_print("DEVICE", medium->path);
	assignment_print("PROVIDER", claim_provider_name(&medium->claim));
	assignment_print("LAYOUT", boot->plan.layout);
	assignment_print("LABEL", medium->superblock.label);
	assignment_print("UUID", medium->superblock.uuid);
	assignment_print("MODE", assist ? "assist" : "takeover");
	for (enum identity_field i = 0; i < IDENTITY_FIELDS; i++)
		if (identity_value(&boot->identity, i)[0])
			assignment_print(identity_variable(i) + strlen("PMEMBOOT_"),
					 identity_value(&boot->identity, i));
	return BOOT_DONE;
}

static int wait_command(int argc unused, char **argv unused)
{
	return once_run(true, find_medium, NULL);
}

const struct command command_wait = {
	.name = "wait",
	.arguments = "",
	.help = "Find and protect the medium only, print PMEMBOOT_*= assignments for a shell",
	.run = wait_command,
};
