// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/command.h"
#include "command/once.h"

#include <string.h>

/* Print an assignment for eval in a shell. The value comes from the image, so it is quoted. */
static void print_assignment(const char *name, const char *value)
{
	size_t len = strcspn(value, "'");

	line_write(stdout, "PMEMBOOT_%s='%.*s", name, (int)len, value);
	for (; value[len]; len = strcspn(value, "'")) {
		value += len + 1;
		line_write(stdout, "'\\''%.*s", (int)strcspn(value, "'"), value);
	}
	line_write(stdout, "'\n");
}

static enum boot_outcome find_medium(struct boot *boot, const char *argument unused)
{
	const struct medium *medium = &boot->medium;
	enum boot_outcome outcome = boot_medium(boot);
	bool assist;

	if (outcome != BOOT_DONE)
		return outcome;
	assist = boot->config.mode == MODE_ASSIST || boot->plan.assist;
	print_assignment("DEVICE", medium->path);
	print_assignment("PROVIDER", claim_provider_name(&medium->claim));
	print_assignment("LAYOUT", boot->plan.layout);
	print_assignment("LABEL", medium->superblock.label);
	print_assignment("UUID", medium->superblock.uuid);
	print_assignment("MODE", assist ? "assist" : "takeover");
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
