// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "config/config_words.h"
#include "log/version.h"

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

int main(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const struct command *command;

	/* systemd-shutdown executes /shutdown as PID 1. */
	if (argc > 0 && strcmp(slash ? slash + 1 : argv[0], "shutdown") == 0)
		return command_shutdown.run(argc, argv);
	/* rdinit=/pmemboot/init: from an archive after a stock initramfs. */
	if (argc > 0 && strcmp(argv[0], "/pmemboot/init") == 0)
		return command_append.run(argc, argv);
	/* As PID 1, the arguments from the kernel are for the root's init. */
	if (getpid() == 1)
		return command_init.run(argc, argv);
	if (argc > 0 && strcmp(slash ? slash + 1 : argv[0], "init") == 0)
		return command_init.run(argc, argv);
	if (argc < 2)
		return print_usage(stderr, STATUS_USAGE);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return print_usage(stdout, STATUS_DONE);
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
