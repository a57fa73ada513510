// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "command/role.h"
#include "config/config_words.h"
#include "log/version.h"
#include "sys/program.h"
#include "sys/switch_root.h"

#include <stdio.h>
#include <string.h>

static int print_usage(FILE *stream, int status)
{
	line_write(stream,
		   "Usage: pmemboot COMMAND [ARGUMENT...]\n\n"
		   "Boots the live or installer image that firmware left in persistent memory.\n"
		   "\nCommands:\n");
	for (const struct command *const *command = program.commands; *command; command++)
		line_write(stream, "  %s %s\n      %s\n", (*command)->name, (*command)->arguments,
			   (*command)->help);
	line_write(stream, "\nKernel command line:\n");
	if (stream == stdout)
		config_words_print(stream);
	else
		line_write(stream, "  pmemboot --help lists its parameters\n");
	line_write(stream, "\nExit status: 0 done, 1 refused or failed, 2 usage,\n"
			   "3 stepped aside for another root.\n");
	return status;
}

static const struct command *find_command(const char *name)
{
	for (const struct command *const *command = program.commands; *command; command++)
		if (strcmp(name, (*command)->name) == 0)
			return *command;
	return NULL;
}

static enum role_place find_place(const char *name)
{
	if (!switch_root_is_initramfs())
		return PLACE_ELSEWHERE;
	return program_is_other("/init", name) ? PLACE_OTHER_INITRAMFS : PLACE_INITRAMFS;
}

int main(int argc, char **argv)
{
	const struct command *command = argc > 1 ? find_command(argv[1]) : NULL;
	const char *name = argc > 0 ? argv[0] : "";

	switch (role_decide(name, command, find_place(name))) {
	case ROLE_SHUTDOWN:
		return command_shutdown.run(argc, argv);
	case ROLE_APPEND:
		return command_append.run(argc, argv);
	case ROLE_DIRECT:
		return command_direct.run(argc, argv);
	case ROLE_INIT:
		return command_init.run(argc, argv);
	case ROLE_COMMAND:
		break;
	}
	if (argc < 2)
		return print_usage(stderr, STATUS_USAGE);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return print_usage(stdout, STATUS_DONE);
	if (strcmp(argv[1], "--version") == 0) {
		line_write(stdout, "pmemboot %s\n", PMEMBOOT_VERSION);
		return STATUS_DONE;
	}
	if (!command) {
		line_write(stderr, "pmemboot: unknown command %s; pmemboot --help lists them\n",
			   argv[1]);
		return STATUS_USAGE;
	}
	return command->run(argc - 1, argv + 1);
}
