// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "command/options.h"
#include "command/role.h"
#include "config/config_parameters.h"
#include "log/version.h"
#include "sys/output.h"
#include "sys/program.h"
#include "sys/switch_root.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void print_help(void)
{
	line_write(stdout,
		   "Usage: pmemboot COMMAND [ARGUMENT...]\n\n"
		   "Boots the live or installer image that firmware left in persistent memory.\n"
		   "\nCommands:\n");
	for (const struct command *const *command = program.commands; *command; command++)
		line_write(stdout, "  %s%s %s\n      %s\n", (*command)->name,
			   (*command)->options ? " [OPTION...]" : "", (*command)->arguments,
			   (*command)->help);
	line_write(stdout, "\npmemboot COMMAND --help explains its options.\n"
			   "\nKernel command line:\n");
	config_parameters_print(stdout);
	line_write(stdout, "\nExit status: 0 done, 1 refused or failed, 2 usage,\n"
			   "3 stepped aside for another root.\n");
}

static const struct command *find_command(const char *name)
{
	for (const struct command *const *command = program.commands; *command; command++)
		if (strcmp(name, (*command)->name) == 0)
			return *command;
	return NULL;
}

static int refuse_command(const char *name)
{
	const char *nearest = text_nearer(name, text_nearer(name, NULL, "--help"), "--version");

	for (const struct command *const *command = program.commands; *command; command++)
		nearest = text_nearer(name, nearest, (*command)->name);
	line_write(stderr, "pmemboot: unknown %s %s", *name == '-' ? "option" : "command", name);
	if (nearest)
		line_write(stderr, "; did you mean %s?\n", nearest);
	else
		line_write(stderr, "; pmemboot --help lists all\n");
	return STATUS_USAGE;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* Without a command that is known: name is what was given instead, or NULL. */
static int answer_without_command(const char *name)
{
	if (!name)
		line_write(stderr, "pmemboot: the command is missing; pmemboot --help lists all\n");
	else if (is_one_of(name, "--version", "-V"))
		line_write(stdout, "pmemboot %s\n", PMEMBOOT_VERSION);
	else if (is_one_of(name, "--help", "-h") || strcmp(name, "help") == 0)
		print_help();
	else
		return refuse_command(name);
	return name ? STATUS_DONE : STATUS_USAGE;
}

static int run_command(const struct command *command, int argc, char **argv)
{
	switch (options_check(command, argv)) {
	case OPTIONS_WRONG:
		return STATUS_USAGE;
	case OPTIONS_ASK_HELP:
		options_print_help(command);
		return STATUS_DONE;
	case OPTIONS_GOOD:
		break;
	}
	return command->run(argc, argv);
}

/* Whoever reads the output has all of it, or the status is not 0. */
static int finish_output(int status)
{
	int r = output_end();

	if (r == 0)
		return status;
	line_write(stderr, "pmemboot: cannot write all of the output: %s\n", strerror(-r));
	return status == STATUS_DONE ? STATUS_FAILED : status;
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
	case ROLE_GENERATOR:
		return run_command(&command_generator, argc, argv);
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
	output_begin();
	return finish_output(command ? run_command(command, argc - 1, argv + 1)
				     : answer_without_command(argc > 1 ? argv[1] : NULL));
}
