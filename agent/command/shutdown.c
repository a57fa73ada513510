// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"
#include "boot/log.h"
#include "boot/shutdown_root.h"
#include "command/command.h"
#include "sys/file.h"
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

/* A device below the mounts of the root is gone when they are. */
static int tell_in_use(void *context, const char *name)
{
	unsigned int *count = context;
	char path[128], text[256];

	if (!text_begins(name, "dm-") && !text_begins(name, "loop"))
		return 0;
	if (text_print(path, sizeof(path), "/sys/block/%s/%s", name,
		       name[0] == 'd' ? "dm/name" : "loop/backing_file") == 0 &&
	    file_read(path, text, sizeof(text)) >= 0) {
		log_error("shutdown: %s (%s) is still in use", name, text);
		++*count;
	}
	return 0;
}

/*
 * systemd-shutdown has left the old root at /oldroot and executes this as PID 1, with what is to be
 * done: poweroff, reboot, halt or kexec.
 */
static int run(int argc, char **argv)
{
	cleanup_close int tree = -1;
	unsigned int in_use = 0;
	int r;

	if (getpid() != 1) {
		fprintf(stderr, "pmemboot: shutdown is for PID 1 of a shutdown root\n");
		return STATUS_USAGE;
	}
	log_to_kernel();
	r = mount_table_clear(stays);
	if (r < 0)
		log_error("shutdown: cannot unmount: %s", strerror(-r));
	tree = file_open_tree("/");
	r = file_each_at(tree, "sys/block", tell_in_use, &in_use);
	if (r == 0 && in_use == 0)
		log_notice("shutdown: everything is unmounted");
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
