/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Set the configuration by the value of a parameter: one function for each parameter.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

/*
 * Splits the value in place and keeps pointers into it. Returns 0, or -EINVAL and the reason for a
 * value that is not valid.
 */
typedef int config_setter(struct config *config, char *value, struct failure *why);

config_setter config_set_root;
config_setter config_set_overlay;
config_setter config_set_timeout;
config_setter config_set_shell;
config_setter config_set_map;
config_setter config_set_mode;
config_setter config_set_heal;
config_setter config_set_verify;
config_setter config_set_roothash;
config_setter config_set_verity;
config_setter config_set_debug;
config_setter config_set_firmware;
config_setter config_set_init;
config_setter config_set_layerfs;
config_setter config_set_layout;
config_setter config_set_measure;
config_setter config_set_seed;
config_setter config_set_report;
config_setter config_set_minimum; /* the highest one that was given */
config_setter config_set_rootflags;
config_setter config_set_other_roothash; /* after the parameter of ours */
config_setter config_set_usrhash;
config_setter config_set_usr;
config_setter config_set_usrflags;

/* The kernel's panic=. A value that is not a number changes nothing. */
void config_set_panic(struct config *config, const char *value);

/* The kernel's root=. The last one counts. */
void config_set_kernel_root(struct config *config, const char *value);

/*
 * A parameter that names another root, such as root= or boot=, and its number. Of the names and
 * values the first one is kept.
 */
void config_set_other_root(struct config *config, unsigned int number, const char *name,
			   const char *value);
