/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the kernel command line, one function each: their values, into the configuration.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"

#define CONFIG_PREFIX "pmemboot."

/* Takes the value apart, and borrows from it. 0, or -E... and the reason if it can't be obeyed. */
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
