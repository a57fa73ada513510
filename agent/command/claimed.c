// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "command/command.h"
#include "command/once.h"
#include "log/log.h"

#include <stdbool.h>

/*
 * Is there neither a medium nor the remains of one? A search is needed only if the persistent
 * memory may be an ordinary NVDIMM.
 */
static bool steps_aside(struct boot *boot)
{
	/* The boot itself reports an invalid command line. */
	if (boot_begin(boot) < 0)
		return false;
	claims_gather(&boot->claims, &boot->tree);
	/* Without a list, udev loads the drivers, and it may not run yet. */
	if (boot_is_ours(boot) || !boot->drivers.has_list)
		return false;
	return boot_search(boot) == MEDIUM_STEP_ASIDE;
}

static int claimed_command(int argc unused, char **argv unused)
{
	cleanup_free struct boot *boot = calloc(1, sizeof(*boot));
	bool aside;

	if (!boot) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	boot->assist = true;
	aside = steps_aside(boot);
	medium_close(&boot->medium);
	if (aside)
		once_tell_aside(&boot->config, &boot->why);
	return aside ? STATUS_STEPPED_ASIDE : STATUS_DONE;
}

const struct command command_claimed = {
	.name = "claimed",
	.arguments = "",
	.help = "Exit with 0 if pmemboot should boot this machine, with 3 if it steps aside",
	.run = claimed_command,
};
