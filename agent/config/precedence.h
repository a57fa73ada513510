/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Precedence of the policy of the initramfs and the kernel command line: for each parameter, which
 * value counts, and what the command line must not contain if the policy requires verification.
 */
#pragma once

#include "base/attributes.h"
#include "config/config_parameters.h"

#include <stdbool.h>

/*
 * The values of both: for each parameter the last one given, or NULL. Those of PARAMETER_PANIC and
 * PARAMETER_OTHER_ROOT, which a policy cannot have, are always NULL.
 */
struct precedence {
	char *policy[CONFIG_PARAMETERS], *cmdline[CONFIG_PARAMETERS];
};

/* Can a policy have this parameter? */
bool precedence_is_for_policy(enum config_parameter parameter);

/*
 * Set the configuration, which holds the defaults, by both. The values are split in place. *why may
 * already hold a failure of the policy: such a policy forbids as much as one that requires
 * verification. Returns 0, or -E... and the first reason. All other parameters are set even then,
 * because the failure is handled as they say.
 */
must_check int precedence_settle(const struct precedence *both, struct config *config,
				 struct failure *why);
