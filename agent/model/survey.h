/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The survey: what `pmemboot inspect` reports about an image in addition to its plan. It is not
 * made in a boot.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/inline_data.h"
#include "model/plan.h"

#include <stdbool.h>

struct survey {
	char initrd[PLAN_PATH_MAX];  /* path of its own initramfs in the ISO, or "" */
	char archive[PLAN_PATH_MAX]; /* of pmemboot's archive or initramfs, or "" */
	struct inline_data inside[LAYOUT_LAYERS_MAX]; /* for each layer that may be used with DAX */
};

/*
 * Survey the image of a plan. Returns 0, or -E...
 * and the reason.
 */
must_check int survey_make(struct survey *ret, const struct plan *plan, const struct reader *reader,
			   struct failure *why);
