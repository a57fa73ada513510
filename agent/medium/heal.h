/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Working around what the kernel would refuse. Decided from the claims, and never on memory that
 * may be somebody's: a persistent namespace's mode is not ours to change.
 */
#pragma once

#include "base/attributes.h"
#include "model/claim.h"
#include "model/nd.h"

#include <stdbool.h>

enum { HEALED_MAX = 256, HEALED_COUNT_MAX = 16 };

struct healed {
	unsigned int count;
	bool held;	       /* nd devices wait for heal_probe_regions() and heal_release() */
	char line[HEALED_MAX]; /* what was done, for people; "" for nothing */
};

/*
 * Before a provider's driver is loaded: where nd_pmem is there already, and would see a namespace
 * of ours first, hold back the first probe of all nd devices. Ends with heal_release().
 */
void heal_hold(struct healed *healed, const struct claims *claims, const struct nd *nd);

/*
 * The initramfs that we run in may have held it back already, before its udev could load a driver:
 * then it is ours to release.
 */
void heal_take_over(struct healed *healed);

/* Held: have the regions make their namespaces, and no more. The bus has to settle again. */
void heal_probe_regions(const struct healed *healed);

/*
 * Have the namespaces that may be the medium bound in raw mode: nd_pmem refuses none of them then,
 * no info block in an image counts, and the kernel spends no memory on a page map. Where nd_pmem
 * has seen them already, only what it refused, and where that is safe. The regions are read-only.
 */
void heal_before_bind(struct healed *healed, const struct claims *claims, const struct nd *nd);

/* Held: have the bus bind all that waits, and what is new, by itself again. */
void heal_release(struct healed *healed);

/*
 * Namespaces that an info block in the image (BTT, PFN, DAX at 4 KiB) hides, after they are bound.
 * Returns whether something was done: then the bus has to settle again.
 */
bool heal_after_bind(struct healed *healed, const struct claims *claims, const struct nd *nd);

/* The medium has an info block of this mode, which counted for nothing: say so. */
void heal_tell_of_info_block(struct healed *healed, const struct nd *nd, const char *region,
			     const char *mode);

/*
 * The medium's image can be used where it lies, and it has no info block: have the kernel make a
 * page map for it after all, where heal_before_bind() had it do without for caution's sake alone.
 * The disk, which nobody has open, goes and comes back. Returns whether it did.
 */
bool heal_map_pages(const struct claims *claims, const struct nd *nd, const char *region);
