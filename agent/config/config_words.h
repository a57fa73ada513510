/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the command line: their names, what --help says of them, and what sets them.
 * Which of the policy and the command line counts is in config/precedence.h.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

#include <stdbool.h>
#include <stdio.h>

/* A new one needs a row in config_words.c and one in precedence.c, or it doesn't compile. */
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
	CONFIG_WORDS_OURS, /* the words before have the prefix; those after are others' */
	WORD_INIT = CONFIG_WORDS_OURS,
	WORD_LAYERFS,
	WORD_PANIC,
	WORD_OTHER_ROOT, /* any word that names another root */
	CONFIG_WORDS
};

/* The word that has a name: "pmemboot.root", "init". Or -ENOENT; WORD_PANIC and those after it
 * aren't found. */
must_check int config_words_find(const char *name);

/* The name, without the prefix, of our word that is nearest to another; NULL if none is near. */
const char *config_words_nearest(const char *name);

/* The name, without the prefix. */
const char *config_words_name(enum config_word word);

/*
 * Set a word by a value, which is taken apart and has to outlive the configuration. A value that
 * isn't known is an error if the boot depends on it, or if it is the policy's; otherwise a warning
 * is logged, and the word counts as not given. Returns 0, or -E... and the reason. Not for
 * WORD_PANIC and WORD_OTHER_ROOT.
 */
must_check int config_words_set(struct config *config, enum config_word word, char *value,
				bool by_policy, struct failure *why);

/* Print the words as --help shows them, two lines each: "  name=values" and the meaning. */
void config_words_print(FILE *stream);
