// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/command.h"
#include "command/once.h"

#include <string.h>

/* A word for a shell's eval. The value comes from the image. */
static void print(const char *name, const char *value)
{
	size_t len = strcspn(value, "'");

	line_write(stdout, "PMEMBOOT_%s='%.*s", name, (int)len, value);
	for (; value[len]; len = strcspn(value, "'")) {
		value += len + 1;
		line_write(stdout, "'\\''%.*s", (int)strcspn(value, "'"), value);
	}
	line_write(stdout, "'\n");
}

static int find(struct boot *boot, const char *argument unused)
{
	const struct medium *medium = &boot->medium;
	bool assist;
	int r;

	r = boot_medium(boot);
	if (r != 0)
		return r;
	assist = boot->config.mode == MODE_ASSIST || medium->plan.assist;
	print("DEVICE", medium->path);
	print("PROVIDER", claim_provider_name(&medium->claim));
	print("LAYOUT", medium->plan.layout);
	print("LABEL", medium->superblock.label);
	print("UUID", medium->superblock.uuid);
	print("MODE", assist ? "assist" : "takeover");
	return 0;
}

static int wait_command(int argc, char **argv unused)
{
	if (argc != 1) {
		line_write(stderr, "pmemboot: usage: pmemboot wait\n");
		return STATUS_USAGE;
	}
	return once_run(true, find, NULL);
}

const struct command command_wait = {
	.name = "wait",
	.arguments = "",
	.help = "find and protect the medium only, print PMEMBOOT_*= assignments for a shell",
	.run = wait_command,
};
