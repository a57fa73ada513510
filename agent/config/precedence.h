/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Precedence: which of the policy of the initramfs and the kernel command line counts, for each
 * word, and what the command line must not say where the policy requires verification.
 */
#pragma once

#include "base/attributes.h"
#include "config/config_words.h"

#include <stdbool.h>

/*
 * What both of them say: a value for each word, the last one given, or NULL. Of WORD_PANIC and
 * WORD_OTHER_ROOT, which no policy can have, nothing is here.
 */
struct precedence {
	char *policy[CONFIG_WORDS], *cmdline[CONFIG_WORDS];
};

/* Can a policy have this word? */
bool precedence_is_for_policy(enum config_word word);

/*
 * Set the configuration, which holds the defaults, by what both say. The values are taken apart.
 * *why may hold a failure of the policy already: it then forbids as much as one that requires
 * verification. Returns 0, or -E... and the first reason: all the other words are set nevertheless,
 * so that the failure can be handled as they say.
 */
must_check int precedence_settle(const struct precedence *both, struct config *config,
				 struct failure *why);
