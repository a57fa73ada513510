/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The checks that an image offers.
 */
#pragma once

#include "base/attributes.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * Look for those that are wanted (PLAN_WANTS_SUMS ...) and put them into plan->checks; more than
 * PLAN_CHECKS_MAX are left out. A layer's hash tree is put into the layer too. Nothing is verified.
 * 0, or an error as iso9660_lookup() has it.
 */
must_check int checks_find(struct plan *plan, struct iso9660 *iso, unsigned int wanted);

/* The check of a kind and, where it is a layer's, of a layer; NULL if there is none. */
const struct plan_check *checks_get(const struct plan *plan, enum plan_check_kind kind,
				    unsigned int layer);

/*
 * Find a file that lies beside an image and is named as that is, with a suffix behind the name or
 * in place of its own: live/root.squashfs.verity or live/root.verity. Its path is put into ret, of
 * PLAN_PATH_MAX bytes. 0; -ENOENT; or an error as iso9660_lookup() has it.
 */
must_check int checks_beside(struct iso9660 *iso, const char *image, const char *suffix, char *ret);
