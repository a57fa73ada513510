// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"
#include "boot/log.h"
#include "boot/shutdown_root.h"
#include "command/command.h"
#include "sys/mount_table.h"
#include "sys/power.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* What belongs to this root. */
static bool stays(const char *target)
{
	static const char *const own[] = { "/", "/proc", "/sys", "/dev", "/run" };

	for (size_t i = 0; i < array_size(own); i++)
		if (strcmp(target, own[i]) == 0)
			return true;
	return text_begins(target, "/proc/") || text_begins(target, "/sys/") ||
	       text_begins(target, "/dev/");
}

/*
 * systemd-shutdown has left the old root at /oldroot and executes this as PID 1, with what is to be
 * done: poweroff, reboot, halt or kexec.
 */
static int run(int argc, char **argv)
{
	int left;

	if (getpid() != 1) {
		fprintf(stderr, "pmemboot: shutdown is for PID 1 of a shutdown root\n");
		return STATUS_USAGE;
	}
	log_to_kernel();
	left = mount_table_clear(stays);
	if (left == 0)
		log_notice("shutdown: everything is unmounted");
	else if (left < 0)
		log_error("shutdown: cannot unmount: %s", strerror(-left));
	else
		log_error("shutdown: %d mounts are still in use", left);
	power_end(argc > 1 ? argv[1] : "");
	for (;;)
		power_wait(UINT_MAX);
}

const struct command command_shutdown = {
	.name = "shutdown",
	.arguments = "poweroff|reboot|halt|kexec",
	.help = "be PID 1 of the shutdown root: unmount everything, end",
	.run = run,
};
