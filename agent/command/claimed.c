// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "boot/boot.h"
#include "command/command.h"
#include "command/once.h"
#include "log/log.h"

#include <stdbool.h>

/* Is there nothing to ask for? */
static bool is_ours(const struct boot *boot)
{
	return !boot->config.other_root || boot->config.required ||
	       claims_are_of_this_boot(&boot->claims);
}

/*
 * Is there a medium, or something that should have been one? Only where persistent memory may as
 * well be somebody's, that has to be looked at.
 */
static int look(struct boot *boot)
{
	/* What can't be obeyed, the boot says. */
	if (boot_begin(boot) < 0)
		return 0;
	claims_gather(&boot->claims, &boot->tree);
	/* Without a list it is udev that loads drivers, and that may not run yet. */
	if (is_ours(boot) || !boot->drivers.has_list)
		return 0;
	/* No more than that: hooks and messages are the boot's. */
	return boot_search(boot) == MEDIUM_STEP_ASIDE;
}

static int claimed_command(int argc, char **argv unused)
{
	cleanup_free struct boot *boot = calloc(1, sizeof(*boot));
	int r;

	if (argc != 1) {
		line_write(stderr, "pmemboot: usage: pmemboot claimed\n");
		return STATUS_USAGE;
	}
	if (!boot) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	boot->assist = true;
	r = look(boot);
	medium_close(&boot->medium);
	if (r == 1)
		once_tell_aside(&boot->config, &boot->why);
	return r == 1 ? STATUS_STEPPED_ASIDE : STATUS_DONE;
}

const struct command command_claimed = {
	.name = "claimed",
	.arguments = "",
	.help = "is it ours to boot (0), or is there no medium and another root is named (3)?",
	.run = claimed_command,
};
