// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "command/command.h"
#include "command/handover.h"
#include "command/pid1.h"
#include "log/log.h"
#include "root/mounts.h"
#include "sys/console.h"

#include <errno.h>
#include <limits.h>

/* Mount what the image's own initramfs expects. Returns 0 or -E... and the reason. */
static int mount_medium(struct boot *boot)
{
	const struct plan *plan = &boot->plan;

	/* The original /init may need it too. It may also be built into the kernel. */
	if (drivers_load(&boot->drivers, "isofs") < 0)
		log_debug("the driver isofs was not loaded");
	if (!plan->assist || !plan->contract.medium)
		return 0;
	return mounts_make(&boot->root.mounts, NULL, boot->medium.path, plan->contract.medium,
			   "iso9660", "ro,noatime", &boot->why);
}

static enum boot_outcome find_medium(struct boot *boot)
{
	int r;

	boot->assist = true;
	r = boot_begin(boot);
	boot->console |= console_open_standard(); /* now that /dev is there */
	if (r < 0)
		return BOOT_FAILED;
	if (boot->config.mode == MODE_TAKEOVER) {
		failure_set(&boot->why, FAILURE_COMMAND_LINE, -EINVAL,
			    "pmemboot.mode=takeover, but an appended archive can only assist the "
			    "original initramfs: remove the parameter");
		return BOOT_FAILED;
	}
	return boot_medium(boot);
}

/* Returns BOOT_DONE if the medium is ready for /init; BOOT_STEP_ASIDE if /init does not need it. */
static enum boot_outcome prepare_for_init(struct boot *boot)
{
	enum boot_outcome outcome = find_medium(boot);

	if (outcome == BOOT_FAILED && boot->why.code == FAILURE_NOTHING_CLAIMED &&
	    !boot->config.required)
		return BOOT_STEP_ASIDE;
	if (outcome == BOOT_DONE && mount_medium(boot) < 0)
		outcome = BOOT_FAILED;
	boot_report(boot);
	boot_report_to_log(boot);
	return outcome;
}

/* One try. Returns only if it failed, with the reason. */
static void try_to_assist(struct boot *boot, char **argv)
{
	enum boot_outcome outcome = prepare_for_init(boot);

	if (outcome == BOOT_FAILED)
		return;
	if (outcome == BOOT_STEP_ASIDE) {
		log_info("%s: continuing with /init",
			 boot->why.code == FAILURE_NOTHING_CLAIMED || !boot->why.line[0]
				 ? "firmware describes no persistent memory"
				 : boot->why.line);
		boot->why = (struct failure){ 0 };
	}
	handover_to_init(boot, argv);
}

static int append_command(int argc, char **argv)
{
	return pid1_run("/pmemboot", try_to_assist, argc, argv);
}

/* Not in the table of commands: the agent runs it if it is executed as /pmemboot/init. */
const struct command command_append = {
	.name = "init",
	.arguments = "",
	.most = UCHAR_MAX,
	.help = "",
	.run = append_command,
};
