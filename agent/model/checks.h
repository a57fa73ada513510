/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Checks: what an image provides to verify it by.
 */
#pragma once

#include "base/attributes.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * Look for the wanted checks (PLAN_WANTS_SUMS ...) and add them to plan->checks, at most
 * PLAN_CHECKS_MAX. A layer's hash tree is recorded in the layer too. Nothing is verified here.
 * Returns 0, or an error as iso9660_lookup().
 */
must_check int checks_find(struct plan *plan, struct iso9660 *iso, unsigned int wanted);

/*
 * Look for the signature after the volume of a plan, which a boot does only with a trusted key, and
 * add it to plan->checks. Returns 0, or an error as reader_read().
 */
must_check int checks_find_volume(struct plan *plan, const struct reader *reader);

/* The check of a kind, for a kind of a layer that of this layer; NULL if there is none. */
const struct plan_check *checks_get(const struct plan *plan, enum plan_check_kind kind,
				    unsigned int layer);

/*
 * Find a file next to an image that has the same name with a suffix appended, or with the suffix in
 * place of its own: live/root.squashfs.verity or live/root.verity. Its path is written to ret, of
 * PLAN_PATH_MAX bytes. Returns 0; -ENOENT; or an error as iso9660_lookup().
 */
must_check int checks_beside(struct iso9660 *iso, const char *image, const char *suffix, char *ret);
