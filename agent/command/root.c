// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/command.h"
#include "command/once.h"
#include "command/options.h"
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

static int root_command(int argc unused, char **argv)
{
	struct options options;

	options_begin(&options, &command_root, argv);
	if (!options_next(&options) || options.value[0] != '/') {
		line_write(stderr, "pmemboot: root: %s is not an absolute path\n", options.value);
		return STATUS_USAGE;
	}
	return once_run(false, mount_root, options.value);
}

const struct command command_root = {
	.name = "root",
	.arguments = "DIR",
	.least = 1,
	.most = 1,
	.help = "Find, protect and mount the root at DIR, and return",
	.run = root_command,
};
