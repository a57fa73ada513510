/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The input of every check.
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
	struct coverage *coverage; /* where the check records its result */
	bool may_skip;		   /* a person may skip media checks */
	bool reports;		   /* report signatures, even without a trusted key */
};
