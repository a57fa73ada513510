/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hints of the command line: parameters of the distributions' live scripts that say where the
 * root images are, or which scripts they are for.
 */
#pragma once

#include "config/config.h"

/* Take a parameter if it is one of these. The value is changed and has to outlive the hints. */
void config_hints_take(struct hints *hints, const char *name, char *value);

/*
 * Drop what the live scripts' parameters say, and tell so: under a policy that requires
 * verification, only signed data decides which images are the root.
 */
void config_hints_drop(struct config *config);
