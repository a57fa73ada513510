// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/command.h"
#include "command/once.h"
#include "sys/mount.h"

#include <errno.h>

static enum boot_outcome mount_root(struct boot *boot, const char *directory)
{
	if (!mount_is_point(directory))
		return boot_root(boot, directory);
	failure_set(&boot->why, FAILURE_SYSTEM, -EBUSY, "something is already mounted on %s",
		    directory);
	return BOOT_FAILED;
}

static int root_command(int argc, char **argv)
{
	if (argc != 2 || argv[1][0] != '/') {
		line_write(stderr, "pmemboot: usage: pmemboot root DIR, an absolute path\n");
		return STATUS_USAGE;
	}
	return once_run(false, mount_root, argv[1]);
}

const struct command command_root = {
	.name = "root",
	.arguments = "DIR",
	.help = "find, protect and mount the root at DIR, and return",
	.run = root_command,
};
