/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The regions that the search made read-only.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/claim.h"
#include "model/nd.h"

/* All zeros: none. */
struct protection {
	unsigned int count; /* of the regions that were writable */
	char regions[ND_REGIONS_MAX][ND_NAME_MAX];
};

/*
 * Make the regions read-only that are expected to be the medium, before their namespaces are bound
 * to nd_pmem: those that were made for this boot and have the best claim, or the one that the
 * command line names. A region that stays writable is refused when its disk is examined.
 */
void protection_before_bind(struct protection *protection, const struct claims *claims,
			    const struct nd *nd, const struct config *config);

/*
 * Make a region read-only, and with it its disks and their partitions, which BLKROSET cannot undo.
 * Returns 0, also if it is read-only already, or -E...
 */
must_check int protection_add(struct protection *protection, const char *region);

/* Make one of the regions writable again. The last of the list takes its place. */
void protection_release(struct protection *protection, unsigned int i);
