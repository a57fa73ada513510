/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The checks that an image provides.
 */
#pragma once

#include "base/attributes.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * Look for the wanted checks (PLAN_WANTS_SUMS ...) and put them into plan->checks, up to
 * PLAN_CHECKS_MAX of them. A layer's hash tree goes into the layer too. This verifies nothing.
 * 0, or an error as iso9660_lookup() has it.
 */
must_check int checks_find(struct plan *plan, struct iso9660 *iso, unsigned int wanted);

/* The check of a kind and, where it is a layer's, of a layer; NULL if there is none. */
const struct plan_check *checks_get(const struct plan *plan, enum plan_check_kind kind,
				    unsigned int layer);

/*
 * Find a file next to an image that has the same name with a suffix appended, or with the suffix in
 * place of its own: live/root.squashfs.verity or live/root.verity. Its path is put into ret, of
 * PLAN_PATH_MAX bytes. 0; -ENOENT; or an error as iso9660_lookup() has it.
 */
must_check int checks_beside(struct iso9660 *iso, const char *image, const char *suffix, char *ret);
