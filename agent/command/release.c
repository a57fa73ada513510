// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/release.h"
#include "boot/boot.h"
#include "command/command.h"
#include "sys/signals.h"

static int release_command(int argc, char **argv)
{
	release_held(BOOT_BASE);
	if (argc == 2)
		signals_end_by(argv[1]);
	return STATUS_DONE;
}

const struct command command_release = {
	.name = "release",
	.arguments = "[SIGNAL]",
	.most = 1,
	.help = "Let the kernel probe the nvdimm devices that a boot has held back, then end by SIGNAL",
	.run = release_command,
};
