/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Healing: which namespaces must be changed so that they become disks. This is decided from
 * firmware's claims and from the state of the bus. A namespace that may hold somebody's data is
 * never changed (claim_may_be_changed()).
 */
#pragma once

#include "model/claim.h"
#include "model/nd.h"

#include <stdbool.h>

enum healing {
	HEALING_NONE,	  /* leave the namespace as it is */
	HEALING_RAW,	  /* put into raw mode before nd_pmem probes it */
	HEALING_BIND_RAW, /* put into raw mode and bind again: nd_pmem refused it */
	HEALING_TAKE,	  /* take away from its holder, put into raw mode and bind */
};

/*
 * Must the first probe of all nd devices be held back? Yes if nd_pmem is registered before the
 * claimed regions exist, and no existing namespace would be harmed by a second probe.
 */
bool healing_wants_hold(const struct claims *claims, const struct nd *nd);

/*
 * What a namespace needs before nd_pmem binds it. held: the first probe was held back, so nd_pmem
 * has not probed the namespace yet, although nd_pmem is registered. *claim is the claim of its
 * region.
 *
 * After -17 (CLAIM_CARE_RESERVED), another bind in raw mode panics the kernel (Linux 6.12 to 7.2):
 * such a namespace is not changed after nd_pmem has probed it.
 */
enum healing healing_before_bind(const struct claims *claims, const struct nd *nd, bool held,
				 const struct nd_namespace *namespace, struct claim *claim);

/* What a bound namespace needs: HEALING_TAKE if an info block gave it to a holder. */
enum healing healing_after_bind(const struct claims *claims, const struct nd *nd,
				const struct nd_namespace *namespace);

/*
 * The namespace of a region that was put into raw mode only as a precaution and may have a page
 * map; NULL if there is none. The volatile ranges of an NFIT never have a page map
 * (drivers/nvdimm/region_devs.c, Linux 6.12).
 */
const struct nd_namespace *healing_of_page_map(const struct claims *claims, const struct nd *nd,
					       const char *region);
