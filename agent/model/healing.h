/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of the nvdimm bus is to be worked around. Decided from firmware's claims and from what the
 * bus shows; never on memory that may be somebody's: the mode of a persistent namespace is not ours
 * to change (claim_may_be_changed()).
 */
#pragma once

#include "model/claim.h"
#include "model/nd.h"

#include <stdbool.h>

enum healing {
	HEALING_NONE,	  /* leave the namespace as it is */
	HEALING_RAW,	  /* raw mode, before nd_pmem sees it */
	HEALING_BIND_RAW, /* raw mode, and bind it again: nd_pmem has refused it */
	HEALING_TAKE,	  /* take it away from its holder, raw mode, bind it */
};

/*
 * Is the first probe of all nd devices to be held back? Where nd_pmem is there before the regions
 * that are claimed, and no namespace that is there already must not be probed twice.
 */
bool healing_wants_hold(const struct claims *claims, const struct nd *nd);

/*
 * What a namespace needs before nd_pmem binds it; held: the first probe was held back, so that
 * nd_pmem hasn't seen it yet although it is there. *claim is that of its region.
 *
 * After -17 (CLAIM_CARE_RESERVED), another bind in raw mode panics the kernel (Linux 6.12 to 7.2):
 * such a namespace is left alone once nd_pmem has seen it.
 */
enum healing healing_before_bind(const struct claims *claims, const struct nd *nd, bool held,
				 const struct nd_namespace *namespace, struct claim *claim);

/* What a namespace needs that is bound: HEALING_TAKE where an info block gave it to a holder. */
enum healing healing_after_bind(const struct claims *claims, const struct nd *nd,
				const struct nd_namespace *namespace);

/*
 * The namespace of a region that was bound in raw mode for caution's sake alone, and may have a
 * page map after all; NULL if there is none. The volatile ranges of an NFIT have no page map
 * whatever is done (drivers/nvdimm/region_devs.c, Linux 6.12).
 */
const struct nd_namespace *healing_of_page_map(const struct claims *claims, const struct nd *nd,
					       const char *region);
