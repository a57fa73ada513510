// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "command/command.h"
#include "command/pid1.h"
#include "log/log.h"
#include "root/mounts.h"
#include "sys/console.h"
#include "sys/program.h"

#include <errno.h>
#include <string.h>

/* The init of the initramfs that ours was put behind. It finds everything as the kernel left it. */
static void hand_over(struct boot *boot, char **argv)
{
	char init[] = "/init";
	int r;

	medium_close(&boot->medium);
	boot_leave(boot);
	argv[0] = init;
	r = program_execute(init, argv);
	(void)failure_set(&boot->why, FAILURE_SYSTEM, r,
			  "cannot execute /init of the initramfs: %s", strerror(-r));
}

/* What the image's own initramfs wants to find mounted. 0 or -E... and the reason. */
static int mount_medium(struct boot *boot)
{
	const struct plan *plan = &boot->medium.plan;

	drivers_try(&boot->drivers, "isofs"); /* for whoever mounts it */
	if (!plan->assist || !plan->contract.medium)
		return 0;
	return mounts_make(&boot->root.mounts, NULL, boot->medium.path, plan->contract.medium,
			   "iso9660", "ro,noatime", &boot->why);
}

/* 0 with the medium there, 1 with nothing to be done, -E... and the reason. */
static int assist(struct boot *boot)
{
	int r;

	boot->assist = true;
	r = boot_begin(boot);
	console_open_standard(); /* now that /dev is there */
	if (r == 0 && boot->config.mode == MODE_TAKEOVER)
		r = failure_set(&boot->why, FAILURE_COMMAND_LINE, -EINVAL,
				"pmemboot.mode=takeover, but this archive only assists the "
				"initramfs that it was put behind: leave it out");
	if (r == 0)
		r = boot_medium(boot);
	if (r < 0 && boot->why.code == FAILURE_NOTHING_CLAIMED && !boot->config.required)
		return 1;
	if (r == 0)
		r = mount_medium(boot);
	boot_report(boot);
	boot_report_to_log();
	return r;
}

/* One try. Returns only if it failed, with the reason. */
static void try_to_assist(struct boot *boot, char **argv)
{
	int r = assist(boot);

	if (r < 0)
		return;
	if (r == 1) {
		log_info("%s: on with /init",
			 boot->why.code == FAILURE_NOTHING_CLAIMED || !boot->why.line[0]
				 ? "firmware describes no persistent memory"
				 : boot->why.line);
		boot->why = (struct failure){ 0 };
	}
	hand_over(boot, argv);
}

static int append_command(int argc, char **argv)
{
	return pid1_run("/pmemboot", try_to_assist, argc, argv);
}

/* Not in the table: it is "init", executed from elsewhere. */
const struct command command_append = {
	.name = "init",
	.arguments = "",
	.help = "",
	.run = append_command,
};
