// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/handover.h"

#include "boot/rescue.h"
#include "log/log.h"
#include "root/shutdown_root.h"
#include "sys/program.h"
#include "sys/switch_root.h"

#include <string.h>

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

void handover_to_root(struct boot *boot, char **argv)
{
	int shell_fd = rescue_open(), r;

	medium_close(&boot->medium);
	/* Only the shutdown root can cleanly unmount the device that stores the changes. */
	if (boot->plan.contract.shutdown || boot->config.overlay_device)
		shutdown_root_leave();
	r = switch_root_to(HANDOVER_SYSROOT);
	if (r < 0) {
		failure_set(&boot->why, FAILURE_SYSTEM, r, "cannot switch to the root: %s",
			    strerror(-r));
		cleanup_close_fd(&shell_fd);
		return;
	}
	execute_init(boot, argv);
	measure_close(&boot->measure, MEASUREMENT_FAILED);
	if (boot->config.shell != SHELL_NEVER)
		rescue_shell(shell_fd, "this is the new root: \"exit\" gives up");
	rescue_halt(&boot->config);
}

void handover_to_init(struct boot *boot, char **argv)
{
	char init[] = HANDOVER_INIT;
	int r;

	boot_leave(boot);
	argv[0] = init;
	r = program_execute(init, argv);
	failure_set(&boot->why, FAILURE_SYSTEM, r,
		    "cannot execute " HANDOVER_INIT " of the initramfs: %s", strerror(-r));
}

bool handover_may_follow(const struct config *config, enum failure_code code)
{
	if (config_requires(config) || failure_is_refusal(code))
		return false;
	if (config->required && code == FAILURE_NOTHING_CLAIMED)
		return false;
	return !config->shell_given || config->shell == SHELL_NEVER;
}
