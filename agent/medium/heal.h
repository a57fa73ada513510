/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Work around conditions in which the kernel would not make a usable disk. model/healing.h decides,
 * from the claims. The mode of a namespace on persistent memory, which may be somebody's NVDIMM, is
 * never changed.
 */
#pragma once

#include "base/attributes.h"
#include "model/claim.h"
#include "model/nd.h"

#include <stdbool.h>

enum { HEALED_MAX = 256, HEALED_ROUNDS_MAX = 16 };

struct healed {
	unsigned int count;
	unsigned int rounds;   /* in which heal_after_bind() did something */
	bool held;	       /* nd devices wait for heal_probe_regions() and heal_release() */
	char line[HEALED_MAX]; /* what was done, for people; "" if nothing was */
};

/*
 * To be called before a provider's driver is loaded. If nd_pmem is already loaded, and would bind a
 * namespace that may be the medium, hold back the first probe of all nd devices until
 * heal_release().
 */
void heal_hold(struct healed *healed, const struct claims *claims, const struct nd *nd);

/*
 * The scripts of the initramfs may have held back the probe before udev started. If so, take over:
 * heal_release() then releases it.
 */
void heal_take_over(struct healed *healed);

/* If held: probe only buses, DIMMs and regions, so that the regions make their namespaces. The bus
 * has to settle again. */
void heal_probe_regions(const struct healed *healed);

/*
 * Put the namespaces that may be the medium into raw mode before they are bound. In raw mode
 * nd_pmem refuses none of them, an info block in an image has no effect, and the kernel uses no
 * memory for a page map. If nd_pmem has already probed them, this is done only for those that it
 * refused, and only if it is safe. The region of the medium must be read-only.
 */
void heal_before_bind(struct healed *healed, const struct claims *claims, const struct nd *nd);

/* If held: let the bus bind all waiting devices, and new ones, again. */
void heal_release(struct healed *healed);

/*
 * To be called after the bind: release the namespaces that an info block in the image (BTT, PFN,
 * DAX at 4 KiB) hides. Returns whether something was done; then the bus has to settle again.
 */
bool heal_after_bind(struct healed *healed, const struct claims *claims, const struct nd *nd);

/* Report that the medium has an info block of this mode, and that it has no effect in raw mode. */
void heal_tell_of_info_block(struct healed *healed, const struct nd *nd, const char *region,
			     const char *mode);

/*
 * Give the region a page map after all, if heal_before_bind() used raw mode only as a precaution.
 * For a medium whose image can use DAX and has no info block. The disk, which nobody may have open,
 * disappears and comes back. Returns whether it did.
 */
bool heal_map_pages(const struct claims *claims, const struct nd *nd, const char *region);
