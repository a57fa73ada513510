/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The arguments of a command, by its table (command/command.h): "--name", "--name VALUE",
 * "--name=VALUE", "-h", and "--" before arguments that begin with "-". "-" alone is an argument.
 * main.c checks them by options_check() before it runs the command, so that the command itself
 * meets only what its table has.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

struct command;

/* An option. A table ends with one without a name. */
struct option {
	const char *name;     /* "--json" */
	const char *argument; /* of its value: "FILE"; NULL if it takes none */
	const char *meaning;  /* for --help; begins with a verb, has no full stop */
};

enum { OPTION_ARGUMENT = -1, OPTION_HELP = -2, OPTION_UNKNOWN = -3 };

struct options {
	const struct command *command;
	char **next;	     /* the first argument that was not read */
	bool only_arguments; /* after "--" */
	const char *word;    /* as it was given */
	int id;		     /* its index in the command's table, or one of the above */
	const char *value;   /* the argument, or the option's value; NULL if there is none */
};

enum options_verdict { OPTIONS_GOOD, OPTIONS_WRONG, OPTIONS_ASK_HELP };

/* Begin with argv[1], where argv[0] is the name of the command. */
void options_begin(struct options *ret, const struct command *command, char **argv);

/* Read the next argument or option. Returns false at the end. */
bool options_next(struct options *options);

/*
 * Check all arguments by the table: an unknown option, a value that is missing or one too many, and
 * the number of arguments. Print what is wrong to standard error.
 */
must_check enum options_verdict options_check(const struct command *command, char **argv);

/* The path of an image that is given as an argument: "-" is standard input. */
const char *options_image(const char *argument);

/* Print what the command does and its options, for --help, to standard output. */
void options_print_help(const struct command *command);
