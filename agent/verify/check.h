/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every check is given.
 */
#pragma once

#include "config/config.h"
#include "model/failure.h"
#include "verify/coverage.h"
#include "verify/image.h"
#include "verify/keys.h"

struct check {
	struct verify_image image;
	const struct config *config;
	const struct keys *keys;
	struct coverage *coverage; /* where the check records what came of it */
	bool may_skip;		   /* a person may skip media checks */
};
