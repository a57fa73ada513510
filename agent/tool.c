// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The tool: the program for workstations, for servers that make images, and for running systems.
 */
#include "command/command.h"
#include "offline/offline.h"

#include <stddef.h>

static const struct command *const commands[] = {
	/* what people call first, what runs as PID 1 last */
	&command_inspect, &command_verify, &command_doctor,   &command_policy_check,
	&command_disks,	  &command_menu,   &command_seed,     &command_firmware,
	&command_root,	  &command_wait,   &command_claimed,  &command_generator,
	&command_release, &command_init,   &command_shutdown, NULL
};

const struct program program = { .commands = commands, .offline = &offline_functions };
