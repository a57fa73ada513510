// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/command.h"
#include "command/once.h"
#include "log/log.h"
#include "sys/mount.h"

static int root_command(int argc, char **argv)
{
	if (argc != 2 || argv[1][0] != '/') {
		line_write(stderr, "pmemboot: usage: pmemboot root DIR, an absolute path\n");
		return STATUS_USAGE;
	}
	if (mount_is_point(argv[1])) {
		log_error("something is already mounted on %s", argv[1]);
		return STATUS_FAILED;
	}
	return once_run(false, boot_root, argv[1]);
}

const struct command command_root = {
	.name = "root",
	.arguments = "DIR",
	.help = "find, protect and mount the root at DIR, and return",
	.run = root_command,
};
