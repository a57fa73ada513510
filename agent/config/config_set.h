/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What sets the configuration by the value of a word, one function a word.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"

/*
 * Takes the value apart and borrows from it. Returns 0, or -EINVAL and the reason for a value that
 * isn't known.
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

/* The kernel's panic=; a value that is no number leaves what was set before. */
void config_set_panic(struct config *config, const char *value);

/* A word that names another root, such as root= or boot=: the first one counts. */
void config_set_other_root(struct config *config, const char *name, const char *value);
