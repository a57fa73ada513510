// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "boot/rescue.h"
#include "command/command.h"
#include "command/pid1.h"
#include "log/log.h"
#include "root/shutdown_root.h"
#include "sys/console.h"
#include "sys/program.h"
#include "sys/switch_root.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define SYSROOT "/sysroot"

/* The environment that the kernel gives to init by default (Linux 6.12, init/main.c). */
static char *const plain_environment[] = { (char *)"HOME=/", (char *)"TERM=linux", NULL };

/*
 * Under a policy that requires verification, the command line gives the root's init neither
 * arguments nor variables: LD_PRELOAD is a variable.
 */
static void execute_init(struct boot *boot, char **argv)
{
	int r;

	argv[0] = (char *)boot->root.init;
	if (config_is_bound(&boot->config)) {
		argv[1] = NULL;
		environ = (char **)plain_environment;
	}
	r = program_execute(boot->root.init, argv);
	/* The initramfs is gone, except for busybox, which is open. */
	log_error("cannot execute %s in the new root: %s", boot->root.init, strerror(-r));
}

/*
 * Execute the root's init with the arguments and the environment that the kernel gave to us.
 * Returns only if the switch failed, with the reason.
 */
static void hand_over_to_root(struct boot *boot, char **argv)
{
	int busybox_fd = rescue_open(), r;

	medium_close(&boot->medium);
	/* Only the shutdown root can cleanly unmount the device that stores the changes. */
	if (boot->plan.contract.shutdown || boot->config.overlay_device)
		shutdown_root_leave();
	r = switch_root_to(SYSROOT);
	if (r < 0) {
		failure_set(&boot->why, FAILURE_SYSTEM, r, "cannot switch to the root: %s",
			    strerror(-r));
		cleanup_close_fd(&busybox_fd);
		return;
	}
	execute_init(boot, argv);
	if (boot->config.shell != SHELL_NEVER)
		rescue_shell(busybox_fd, "this is the new root: \"exit\" gives up");
	rescue_halt(&boot->config);
}

/* One try. Returns only if it failed, with the reason. */
static void try_to_boot(struct boot *boot, char **argv)
{
	enum boot_outcome outcome = BOOT_FAILED;
	int r = boot_begin(boot);

	console_open_standard(); /* now that /dev is there */
	if (r == 0)
		outcome = boot_root(boot, SYSROOT);
	if (outcome == BOOT_STEP_ASIDE)
		failure_set(&boot->why, FAILURE_NOTHING_CLAIMED, -ENODEV,
			    "firmware describes no persistent memory; the command line names "
			    "%s=%s, but this initramfs has no other way to boot",
			    boot->config.other_root, boot->config.other_root_value);
	boot_report(boot);
	if (outcome == BOOT_DONE)
		hand_over_to_root(boot, argv);
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
