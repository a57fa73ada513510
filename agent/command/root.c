// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "boot/log.h"
#include "boot/rescue.h"
#include "command/command.h"
#include "sys/mount.h"

#include <errno.h>

static int run(int argc, char **argv)
{
	cleanup_free struct boot *boot = NULL;
	int r;

	if (argc != 2 || argv[1][0] != '/') {
		fprintf(stderr, "pmemboot: usage: pmemboot root DIR, an absolute path\n");
		return STATUS_USAGE;
	}
	if (mount_is_point(argv[1])) {
		log_error("something is mounted on %s already", argv[1]);
		return STATUS_FAILED;
	}
	boot = calloc(1, sizeof(*boot));
	if (!boot) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	r = boot_begin(boot);
	if (r == 0)
		r = boot_root(boot, argv[1]);
	boot_report(boot);
	if (r < 0)
		rescue_explain(&boot->why);
	else if (r == 1)
		log_notice("firmware describes no persistent memory: stepping aside for %s=%s",
			   boot->config.other_root, boot->config.other_root_value);
	medium_close(&boot->medium);
	if (r == 1)
		return STATUS_STEPPED_ASIDE;
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_root = {
	.name = "root",
	.arguments = "DIR",
	.help = "find, protect and mount the root at DIR, leave the mounts and return",
	.run = run,
};
