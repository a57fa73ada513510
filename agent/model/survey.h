/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The survey: what `pmemboot inspect` says of an image beyond its plan. A boot makes none.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/plan.h"

#include <stdbool.h>

struct survey {
	char initrd[PLAN_PATH_MAX];		 /* path in the ISO of its own initramfs, or "" */
	bool has_inline_data[LAYOUT_LAYERS_MAX]; /* of each layer: its files end in inodes */
};

/*
 * Survey the image that a plan was made of. What is no ISO has nothing to survey. Returns 0, or
 * -E... and the reason.
 */
must_check int survey_make(struct survey *ret, const struct plan *plan, const struct reader *reader,
			   struct failure *why);
