// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/attributes.h"
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "config/config_words.h"
#include "log/version.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
	&command_init,	 &command_root,	  &command_wait,     &command_claimed, &command_inspect,
	&command_verify, &command_doctor, &command_firmware, &command_shutdown
};

static int usage(FILE *stream, int status)
{
	line_write(stream,
		   "Usage: pmemboot COMMAND [ARGUMENT...]\n\n"
		   "Boots the live or installer image that firmware left in persistent memory.\n"
		   "\nCommands:\n");
	for (size_t i = 0; i < array_size(commands); i++)
		line_write(stream, "  %s %s\n      %s\n", commands[i]->name, commands[i]->arguments,
			   commands[i]->help);
	line_write(stream, "\nKernel command line:\n");
	if (stream == stdout)
		config_words_print(stream);
	else
		line_write(stream, "  pmemboot --help lists it\n");
	line_write(stream, "\nExit status: 0 done, 1 refused or failed, 2 usage,\n"
			   "3 nothing is claimed and the command line names another root.\n");
	return status;
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < array_size(commands); i++)
		if (strcmp(name, commands[i]->name) == 0)
			return commands[i];
	return NULL;
}

int main(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const struct command *command;

	/* systemd-shutdown executes /shutdown as PID 1. */
	if (argc > 0 && strcmp(slash ? slash + 1 : argv[0], "shutdown") == 0)
		return command_shutdown.run(argc, argv);
	/* rdinit=/pmemboot/init: beside a stock initramfs. */
	if (argc > 0 && strcmp(argv[0], "/pmemboot/init") == 0)
		return command_append.run(argc, argv);
	/* As PID 1 the kernel's arguments are the next init's, whatever they are. */
	if (getpid() == 1)
		return command_init.run(argc, argv);
	if (argc > 0 && strcmp(slash ? slash + 1 : argv[0], "init") == 0)
		return command_init.run(argc, argv);
	if (argc < 2)
		return usage(stderr, STATUS_USAGE);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return usage(stdout, STATUS_DONE);
	if (strcmp(argv[1], "--version") == 0) {
		line_write(stdout, "pmemboot %s\n", PMEMBOOT_VERSION);
		return STATUS_DONE;
	}
	command = find_command(argv[1]);
	if (!command) {
		line_write(stderr, "pmemboot: unknown command %s; pmemboot --help lists them\n",
			   argv[1]);
		return STATUS_USAGE;
	}
	return command->run(argc - 1, argv + 1);
}
