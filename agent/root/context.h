/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a root is built from: the results of the earlier steps. All are borrowed.
 */
#pragma once

#include "config/config.h"
#include "medium/drivers.h"
#include "medium/medium.h"
#include "model/plan.h"

struct verify;

struct root_context {
	const struct medium *medium;
	const struct plan *plan;
	const struct config *config;
	struct drivers *drivers;
	struct verify *verify; /* verify/verify.h */
};
