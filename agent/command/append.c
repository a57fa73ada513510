// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"
#include "boot/boot.h"
#include "boot/log.h"
#include "boot/mounts.h"
#include "boot/rescue.h"
#include "command/command.h"
#include "sys/console.h"
#include "sys/program.h"

#include <errno.h>
#include <string.h>

#define BASE "/pmemboot"

/* The init of the initramfs that ours was put behind. It finds everything as the kernel left it. */
static void hand_over(struct boot *boot, char **argv)
{
	char init[] = "/init";
	int r;

	medium_close(&boot->medium);
	boot_leave(boot);
	argv[0] = init;
	r = program_execute(init, argv);
	log_error("cannot execute /init of the initramfs: %s", strerror(-r));
}

/* What the image's own initramfs wants to find mounted. 0 or -E... and the reason. */
static int mount_medium(struct boot *boot)
{
	const struct plan *plan = &boot->medium.plan;

	if (!plan->assist || !plan->contract.medium)
		return 0;
	return mounts_make(&boot->root.mounts, NULL, boot->medium.path, plan->contract.medium,
			   "iso9660", "ro,noatime", &boot->why);
}

/* 0 with the medium there, 1 with nothing to be done, -E... and the reason. */
static int try_to_assist(struct boot *boot)
{
	int r = boot_begin(boot);

	boot->config.assist = true;
	console_open_standard(); /* now that /dev is there */
	if (r == 0)
		r = boot_medium(boot);
	if (r < 0 && boot->why.code == FAILURE_NOTHING_CLAIMED && !boot->config.required)
		return 1;
	if (r == 0)
		r = mount_medium(boot);
	boot_report(boot);
	return r;
}

static int run(int argc, char **argv)
{
	struct boot *boot;

	if (getpid() != 1 || argc < 1) {
		fprintf(stderr, "pmemboot: this is for PID 1 of an initramfs\n");
		return STATUS_USAGE;
	}
	console_open_standard();
	log_to_kernel();
	boot = calloc(1, sizeof(*boot));
	if (!boot)
		rescue_halt(&(struct config){ 0 });
	boot->can_break = true;
	boot->base = BASE;
	for (;;) {
		cleanup_close int busybox_fd = -1;
		int r = try_to_assist(boot);

		if (r == 1)
			log_info("firmware describes no persistent memory: on with /init");
		if (r >= 0)
			hand_over(boot, argv);
		else
			rescue_explain(&boot->why);
		busybox_fd = rescue_open();
		if (boot->config.shell == SHELL_NEVER ||
		    rescue_shell(busybox_fd, "the boot failed") < 0)
			rescue_halt(&boot->config);
		boot_forget(boot);
	}
}

/* Not in the table: it is "init", executed from elsewhere. */
const struct command command_append = {
	.name = "init",
	.arguments = "",
	.help = "",
	.run = run,
};
