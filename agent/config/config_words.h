/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parameters of the command line ("words" in the names here): their names, their --help text
 * and their setters. config/precedence.h decides between the policy and the command line.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

#include <stdbool.h>
#include <stdio.h>

/* A new one needs a row in config_words.c and one in precedence.c, or it does not compile. */
enum config_word {
	WORD_ROOT,
	WORD_OVERLAY,
	WORD_SHELL,
	WORD_VERIFY,
	WORD_ROOTHASH,
	WORD_VERITY,
	WORD_TIMEOUT,
	WORD_DEBUG,
	WORD_MODE,
	WORD_MAP,
	WORD_HEAL,
	WORD_FIRMWARE,
	WORD_LAYOUT,
	CONFIG_WORDS_OURS, /* those before have the prefix; those after are of others */
	WORD_INIT = CONFIG_WORDS_OURS,
	WORD_LAYERFS,
	WORD_ROOTFLAGS,
	WORD_OTHER_ROOTHASH, /* roothash= and usrhash=, systemd's */
	WORD_USRHASH,
	WORD_PANIC,
	WORD_OTHER_ROOT, /* any parameter that names another root */
	CONFIG_WORDS
};

/* The parameter of a name: "pmemboot.root", "init". Returns -ENOENT for an unknown name, and for
 * WORD_PANIC and those after it. */
must_check int config_words_find(const char *name);

/* The name, without the prefix, of our parameter that is most similar; NULL if none is. */
const char *config_words_nearest(const char *name);

/* The name, without the prefix. */
const char *config_words_name(enum config_word word);

/*
 * Set a parameter by a value, which is split in place and has to outlive the configuration. An
 * unknown value is an error if the boot depends on it or if it comes from the policy. Otherwise a
 * warning is logged and the parameter counts as not given. Returns 0, or -E... and the reason. Not
 * for WORD_PANIC and WORD_OTHER_ROOT.
 */
must_check int config_words_set(struct config *config, enum config_word word, char *value,
				bool by_policy, struct failure *why);

/* Print the parameters for --help, two lines each: "  name=values" and the meaning. */
void config_words_print(FILE *stream);
