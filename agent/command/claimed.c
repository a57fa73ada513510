// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/config.h"
#include "boot/drivers.h"
#include "boot/log.h"
#include "command/command.h"
#include "command/once.h"
#include "sys/file.h"
#include "sys/nd.h"

#include <string.h>

/* The command line of the running kernel. What can't be obeyed is for the boot to say. */
static int read_config(struct config *config)
{
	char cmdline[CONFIG_CMDLINE_MAX];
	struct failure why;
	int r = file_read("/proc/cmdline", cmdline, sizeof(cmdline));

	if (r < 0) {
		log_error("cannot read /proc/cmdline: %s", strerror(-r));
		return r;
	}
	(void)!config_parse(config, cmdline, &why);
	return 0;
}

static int run(int argc, char **argv unused)
{
	cleanup_free struct config *config = calloc(1, sizeof(*config));
	cleanup_free struct nd *nd = calloc(1, sizeof(*nd));
	cleanup_close int tree = file_open_tree("/");

	if (argc != 1) {
		fprintf(stderr, "pmemboot: usage: pmemboot claimed\n");
		return STATUS_USAGE;
	}
	if (!config || !nd || tree < 0 || read_config(config) < 0)
		return STATUS_FAILED;
	nd_read(tree, nd);
	if (drivers_are_claimed(tree) || nd->n_regions > 0 || config->required ||
	    !config->other_root)
		return STATUS_DONE;
	once_tell_aside(config);
	return STATUS_STEPPED_ASIDE;
}

const struct command command_claimed = {
	.name = "claimed",
	.arguments = "",
	.help = "is it ours to boot (0), or is nothing claimed and another root named (3)?",
	.run = run,
};
