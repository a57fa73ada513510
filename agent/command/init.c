// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "command/command.h"
#include "command/handover.h"
#include "command/pid1.h"
#include "sys/console.h"

#include <errno.h>
#include <limits.h>

/* One try. Returns only if it failed, with the reason. */
static void try_to_boot(struct boot *boot, char **argv)
{
	enum boot_outcome outcome = BOOT_FAILED;
	int r = boot_begin(boot);

	boot->console |= console_open_standard(); /* now that /dev is there */
	if (r == 0)
		outcome = boot_root(boot, HANDOVER_SYSROOT);
	if (outcome == BOOT_STEP_ASIDE)
		failure_set(&boot->why, FAILURE_NOTHING_CLAIMED, -ENODEV,
			    "firmware describes no persistent memory; the command line names "
			    "%s=%s, but this initramfs has no other way to boot",
			    boot->config.other_root, boot->config.other_root_value);
	boot_report(boot);
	if (outcome == BOOT_DONE)
		handover_to_root(boot, argv);
}

static int init_command(int argc, char **argv)
{
	return pid1_run(NULL, try_to_boot, argc, argv);
}

const struct command command_init = {
	.name = "init",
	.arguments = "",
	.most = UCHAR_MAX,
	.help = "Run as PID 1 of an initramfs: find, protect and mount the root, switch to it",
	.run = init_command,
};
