/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Claims: the ranges of physical memory that firmware says hold an image or persistent memory.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"
#include "model/dax.h"
#include "model/nd.h"

#include <stdbool.h>

enum { CLAIMS_MAX = 256, CLAIM_DEVICE_MAX = 32 };

enum claim_provider {
	CLAIM_NFIT,
	CLAIM_DEVICETREE,
	CLAIM_E820,
	CLAIM_VIRTIO,
	CLAIM_SOFT_RESERVED, /* EFI_MEMORY_SP: no persistent memory, but explains failures */
	CLAIM_PROVIDERS,
};

enum claim_kind {
	CLAIM_VOLATILE_DISK, /* firmware's RAM disk */
	CLAIM_VOLATILE_CD,
	CLAIM_VOLATILE, /* a Device Tree node with "volatile" */
	CLAIM_PERSISTENT_DISK,
	CLAIM_PERSISTENT_CD,
	CLAIM_PLAIN, /* memory without a statement about its content */
};

/* What makes the bind of a namespace fail, unless it is handled before nd_pmem probes it. */
enum claim_care {
	CLAIM_CARE_NONE,
	CLAIM_CARE_MISALIGNED, /* -95 */
	CLAIM_CARE_RESERVED,   /* -17 */
};

struct claim {
	enum claim_provider provider;
	enum claim_kind kind;
	struct extent extent; /* physical memory; length 0 if only the driver will know it */
	enum claim_care care;
	char device[CLAIM_DEVICE_MAX]; /* if length is 0: the device, a part of its path in sysfs */
};

struct claims {
	unsigned int count;
	bool cut; /* there were more than CLAIMS_MAX: of the worst rank, some are left out */
	struct claim list[CLAIMS_MAX];
};

/* Add a range, unless it has been added already. */
void claims_add(struct claims *claims, enum claim_provider provider, enum claim_kind kind,
		struct extent extent);

/* Add a device whose range is unknown until its driver is bound. */
void claims_add_device(struct claims *claims, enum claim_provider provider, const char *device);

/*
 * Add the ranges of an NFIT that are persistent memory or RAM disks. Returns 0, or -E... as
 * nfit_next().
 */
must_check int claims_add_nfit(struct claims *claims, struct slice table);

/*
 * Add the pmem-region nodes of a flattened Device Tree. Returns 0, or -E... as fdt_begin() and
 * fdt_next().
 */
must_check int claims_add_fdt(struct claims *claims, struct slice blob);

/* Add the e820 type-12 ranges in /proc/iomem. Returns 0, or -E... as iomem_next(). */
must_check int claims_add_iomem(struct claims *claims, struct slice text);

/*
 * Add the ranges that are soft-reserved in /proc/iomem, and those of dax devices: newer kernels do
 * not show such reservations in /proc/iomem (x86, Linux 7.2). Returns 0, or -E... as iomem_next().
 */
must_check int claims_add_soft_reserved(struct claims *claims, struct slice text,
					const struct dax *dax);

/* The claim that contains an address, or NULL. */
const struct claim *claims_at(const struct claims *claims, uint64_t address);

/* Is it of a device whose region this is? A claim with a range is of no device. */
bool claim_is_of_device(const struct claim *claim, const struct nd_region *region);

/* The claim that a region comes from, or NULL. */
const struct claim *claims_of_region(const struct claims *claims, const struct nd_region *region);

/*
 * The same, but never NULL: a region without a claim (or NULL) is treated as a real NVDIMM, unless
 * its bus shows that it is from virtio-pmem or e820.
 */
struct claim claim_of_region(const struct claims *claims, const struct nd_region *region);

/*
 * The alignment of the range: the largest power of two, up to 2 MiB, of which its begin and end are
 * multiples. DAX needs 4 KiB, a page map needs 2 MiB. 0 if the range is not known.
 */
enum { CLAIM_PAGE_MAP_ALIGN = 2 << 20 };
uint64_t claim_alignment(const struct claim *claim);

/*
 * Can the range have a page map, which DAX needs? That depends on its provider and its alignment.
 */
bool claim_may_have_page_map(const struct claim *claim);

/*
 * Set the care of each claim, from /proc/iomem before the provider's driver probes (empty:
 * unknown). The bind of a namespace that gets a page map fails in two cases (drivers/nvdimm/pmem.c,
 * mm/memremap.c, Linux 6.12): with -95, "misaligned, unable to map", if its begin or end is not a
 * multiple of 2 MiB; and on arm64 with -17, if the memory map has reserved pages there.
 */
void claims_set_care(struct claims *claims, struct slice iomem);

/* Does the care of any claim depend on /proc/iomem? */
bool claims_want_iomem(const struct claims *claims);

/*
 * May the mode of the claim's namespace be changed? Yes only for a range that firmware or the
 * operator set up for this boot; any other may hold somebody's data.
 */
bool claim_may_be_changed(const struct claim *claim);

/*
 * Was any of them made for this boot, so that it should hold an image? Otherwise the claims may be
 * NVDIMMs of a machine that boots from another medium.
 */
bool claims_are_of_this_boot(const struct claims *claims);

/* Names for messages and JSON. */
const char *claim_provider_name(const struct claim *claim);
const char *claim_kind_name(const struct claim *claim);
const char *claim_driver_name(const struct claim *claim); /* "" if no driver makes a region of it */

/*
 * How likely the machine was booted from this range; 0 is the most likely rank. Firmware makes a
 * RAM disk or a volatile Device Tree region for one boot; the operator sets up e820 and virtio-pmem
 * ranges; a plain or persistent NFIT range may hold somebody's data; a soft-reserved range is
 * ordinary memory.
 */
enum { CLAIM_RANKS = 4 };
unsigned int claim_rank(const struct claim *claim);

/* The best rank of them all; CLAIM_RANKS if there is none. */
unsigned int claims_best_rank(const struct claims *claims);
