/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requests: parameters of the distributions' live scripts that ask for something which pmemboot
 * does in its own way, or which an image in memory does not need. Each is obeyed or reported.
 */
#pragma once

#include "config/config.h"

#include <stdbool.h>

/* Take a parameter if it is a request. value is NULL if it has none; "0" or "no" is none. */
void requests_take(struct requests *requests, const char *name, const char *value);

/* Is there a request to check the medium? */
bool requests_check(const struct requests *requests);

/*
 * Explain the next request that the configuration does not obey for this plan, from *index on
 * (begin with 0): its parameter, and why it is not obeyed or not needed; rootflags=, mount.usr=
 * and root hashes too. False if there is none.
 */
bool requests_explain(const struct config *config, const struct plan *plan, unsigned int *index,
		      const char **parameter, const char **why);
