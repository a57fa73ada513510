/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From texts to a configuration: the policy and the command line of a boot, or a tool's options.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

#include <stdbool.h>

/*
 * Take a command line apart. The words that the agent doesn't know are reported with the nearest
 * known one. policy is the text of the initramfs's own, "" for none: lines of the same words, with
 * comments ("#"), that are binding. The command line may repeat them and ask for more verification;
 * where the policy requires one, it may not bring in what that doesn't cover: another init, another
 * root, a shell, a place for changes (config/precedence.c has the rule of each word). Returns 0, or
 * -E... and the reason if a word can't be obeyed: then the rest of the configuration is there all
 * the same, so that the failure can be handled as it says.
 */
must_check int config_parse(struct config *config, const char *policy, const char *cmdline,
			    struct failure *why);

/*
 * What a tool is asked for of an image that isn't being booted: each check that the image has, and
 * what the options add. roothash is the value of --roothash as pmemboot.roothash= has it, which is
 * taken apart and has to outlive the configuration, or NULL. Returns 0, or -E... and the reason.
 */
must_check int config_parse_options(struct config *config, char *roothash, bool require,
				    struct failure *why);
