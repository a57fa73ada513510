/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The request to the search for a medium: the configuration, and what the caller adds to it.
 */
#pragma once

#include "config/config.h"

#include <stdbool.h>

/* The configuration must outlive the request. */
struct medium_request {
	const struct config *config;
	/* Another initramfs mounts the root: accept images that only that can boot. */
	bool assist;
	/* The module of dracut in this initramfs that mounts live roots, HINTS_MODULE_...; or NULL
	 */
	const char *live_module;
	/* What the plan has to find: PLAN_WANTS_SUMS | ..., see verify_wants(). */
	unsigned int checks;
};
