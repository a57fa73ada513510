/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parameters of the command line: their names, their --help text
 * and their setters. config/precedence.h decides between the policy and the command line.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

#include <stdbool.h>
#include <stdio.h>

/* A new one needs a row in config_parameters.c and one in precedence.c, or it does not compile. */
enum config_parameter {
	PARAMETER_ROOT,
	PARAMETER_OVERLAY,
	PARAMETER_SHELL,
	PARAMETER_VERIFY,
	PARAMETER_ROOTHASH,
	PARAMETER_VERITY,
	PARAMETER_TIMEOUT,
	PARAMETER_DEBUG,
	PARAMETER_MODE,
	PARAMETER_MAP,
	PARAMETER_HEAL,
	PARAMETER_FIRMWARE,
	PARAMETER_LAYOUT,
	PARAMETER_MEASURE,
	PARAMETER_SEED,
	PARAMETER_REPORT,
	PARAMETER_MINIMUM,
	CONFIG_PARAMETERS_OURS, /* those before have the prefix; those after are of others */
	PARAMETER_INIT = CONFIG_PARAMETERS_OURS,
	PARAMETER_LAYERFS,
	PARAMETER_ROOTFLAGS,
	PARAMETER_OTHER_ROOTHASH, /* roothash=, systemd's, like the next three */
	PARAMETER_USRHASH,
	PARAMETER_USR,
	PARAMETER_USRFLAGS,
	PARAMETER_PANIC,
	PARAMETER_OTHER_ROOT, /* any parameter that names another root */
	CONFIG_PARAMETERS
};

/* The parameter of a name: "pmemboot.root", "init". Returns -ENOENT for an unknown name, and for
 * PARAMETER_PANIC and those after it. */
must_check int config_parameters_find(const char *name);

/* The name, without the prefix, of our parameter that is most similar; NULL if none is. */
const char *config_parameters_nearest(const char *name);

/* The name, without the prefix. */
const char *config_parameters_name(enum config_parameter parameter);

/*
 * Set a parameter by a value, which is split in place and has to outlive the configuration. An
 * unknown value is an error if the boot depends on it or if it comes from the policy. Otherwise a
 * warning is logged and the parameter counts as not given. Returns 0, or -E... and the reason. Not
 * for PARAMETER_PANIC and PARAMETER_OTHER_ROOT.
 */
must_check int config_parameters_set(struct config *config, enum config_parameter parameter,
				     char *value, bool by_policy, struct failure *why);

/* Print the parameters for --help, two lines each: "  name=values" and the meaning. */
void config_parameters_print(FILE *stream);
