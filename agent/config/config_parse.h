/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Make a configuration of texts: the policy and the command line of a boot, or a tool's options.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

#include <stdbool.h>

/*
 * Parse the policy and the command line. An unknown parameter is reported with the nearest known
 * one.
 *
 * policy is the text of the policy of the initramfs, or "": lines of the same parameters, and
 * comments ("#"). The command line may repeat its parameters and request more verification. If the
 * policy requires verification, the command line may not add what that does not cover: another
 * init, another root, a shell, a disk for changes. config/precedence.c has the rule of each
 * parameter.
 *
 * Returns 0, or -E... and the reason if a parameter is not valid. All other parameters are set
 * even then, because the failure is handled as they say.
 */
must_check int config_parse(struct config *config, const char *policy, const char *cmdline,
			    struct failure *why);

/*
 * Obey those requests of the live scripts' parameters that pmemboot can obey: for a boot in which
 * it mounts the root, and not these scripts.
 */
void config_obey_requests(struct config *config);

/*
 * The parameters that name another root are numbered from 0. Returns the name of one, which may end
 * with "*", or NULL after the last one.
 */
const char *config_other_root(unsigned int number);

/* The options of a tool that checks an image. Strings are NULL if the option is not given. */
struct config_options {
	char *roothash; /* as pmemboot.roothash=; split in place, and outlives the configuration */
	char *usrhash;	/* as usrhash= */
	char *minimum;	/* as pmemboot.minimum= */
	bool require;
};

/*
 * Make the configuration of a tool that checks an image: every check that the image provides, and
 * what the options add. Returns 0, or -E... and the reason.
 */
must_check int config_parse_options(struct config *config, const struct config_options *options,
				    struct failure *why);
