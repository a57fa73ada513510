// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/options.h"

#include "base/line.h"
#include "base/text.h"
#include "command/command.h"

#include <string.h>

static bool is_named(const char *word, size_t len, const char *name)
{
	return strlen(name) == len && strncmp(word, name, len) == 0;
}

static int find_option(const struct command *command, const char *word, size_t len)
{
	if (is_named(word, len, "--help") || is_named(word, len, "-h"))
		return OPTION_HELP;
	for (int i = 0; command->options && command->options[i].name; i++)
		if (is_named(word, len, command->options[i].name))
			return i;
	return OPTION_UNKNOWN;
}

static bool takes_value(const struct options *options)
{
	return options->id >= 0 && options->command->options[options->id].argument;
}

void options_begin(struct options *ret, const struct command *command, char **argv)
{
	*ret = (struct options){ .command = command, .next = argv + (argv[0] ? 1 : 0) };
}

bool options_next(struct options *options)
{
	size_t len;

	if (!options->only_arguments && *options->next && strcmp(*options->next, "--") == 0) {
		options->only_arguments = true;
		options->next++;
	}
	if (!*options->next)
		return false;
	options->word = *options->next++;
	options->value = options->word;
	options->id = OPTION_ARGUMENT;
	if (options->only_arguments || options->word[0] != '-' || options->word[1] == '\0')
		return true;
	len = strcspn(options->word, "=");
	options->id = find_option(options->command, options->word, len);
	options->value = options->word[len] ? options->word + len + 1 : NULL;
	if (takes_value(options) && !options->value && *options->next)
		options->value = *options->next++;
	return true;
}

const char *options_image(const char *argument)
{
	return strcmp(argument, "-") == 0 ? "/dev/stdin" : argument;
}

/* ---- What is wrong ---- */

static void tell_unknown(const struct options *options)
{
	const struct command *command = options->command;
	const char *nearest = NULL;
	char given[64];

	/* Without the value. */
	text_print_cut(given, sizeof(given), "%.*s", (int)strcspn(options->word, "="),
		       options->word);
	for (int i = 0; command->options && command->options[i].name; i++)
		nearest = text_nearer(given, nearest, command->options[i].name);
	line_write(stderr, "pmemboot: %s has no option %s", command->name, given);
	if (nearest)
		line_write(stderr, "; did you mean %s?", nearest);
	line_write(stderr, nearest ? "\n" : "; pmemboot %s --help lists its options\n",
		   command->name);
}

/* Is the option known, and has it a value exactly if it takes one? */
static bool is_good(const struct options *options)
{
	const char *argument;

	if (options->id == OPTION_UNKNOWN) {
		tell_unknown(options);
		return false;
	}
	if (options->id < 0 || takes_value(options) == (options->value != NULL))
		return true;
	argument = options->command->options[options->id].argument;
	line_write(stderr,
		   argument ? "pmemboot: %s needs a value, %s\n" : "pmemboot: %s takes no value\n",
		   options->command->options[options->id].name, argument ? argument : "");
	return false;
}

enum options_verdict options_check(const struct command *command, char **argv)
{
	struct options options;
	unsigned int count = 0;

	options_begin(&options, command, argv);
	while (options_next(&options)) {
		if (options.id == OPTION_HELP)
			return OPTIONS_ASK_HELP;
		if (!is_good(&options))
			return OPTIONS_WRONG;
		if (options.id == OPTION_ARGUMENT && ++count > command->most) {
			line_write(stderr, "pmemboot: %s: \"%s\" is one argument too many\n",
				   command->name, options.word);
			return OPTIONS_WRONG;
		}
		/* A variable of a script that is not set. */
		if (options.id == OPTION_ARGUMENT && !*options.word) {
			line_write(stderr, "pmemboot: %s: %s is empty\n", command->name,
				   command->arguments);
			return OPTIONS_WRONG;
		}
	}
	if (count >= command->least)
		return OPTIONS_GOOD;
	line_write(stderr, "pmemboot: %s: %s is missing\n", command->name, command->arguments);
	return OPTIONS_WRONG;
}

/* ---- Help ---- */

static void print_option(const char *name, const char *argument, const char *meaning)
{
	char both[64];

	text_print_cut(both, sizeof(both), "%s%s%s", name, argument ? " " : "",
		       argument ? argument : "");
	line_write(stdout, "  %-22s %s\n", both, meaning);
}

void options_print_help(const struct command *command)
{
	line_write(stdout, "Usage: pmemboot %s [OPTION...]%s%s\n\n%s.\n\n", command->name,
		   command->arguments[0] ? " " : "", command->arguments, command->help);
	for (int i = 0; command->options && command->options[i].name; i++)
		print_option(command->options[i].name, command->options[i].argument,
			     command->options[i].meaning);
	print_option("-h, --help", NULL, "print this help");
}
