/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the search for a medium is asked for: the configuration, and what the caller adds to it.
 */
#pragma once

#include "config/config.h"

#include <stdbool.h>

/* The configuration must outlive it. */
struct medium_request {
	const struct config *config;
	bool assist;	     /* the caller leaves the boot to another initramfs: one that only that
				can boot is a medium too */
	unsigned int checks; /* that the plan looks for: PLAN_WANTS_SUMS ..., see verify_wants() */
};
