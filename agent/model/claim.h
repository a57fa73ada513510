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

enum { CLAIMS_MAX = 64, CLAIM_DEVICE_MAX = 32 };

enum claim_provider {
	CLAIM_NFIT,
	CLAIM_DEVICETREE,
	CLAIM_E820,
	CLAIM_VIRTIO,
	CLAIM_SOFT_RESERVED, /* EFI_MEMORY_SP: no claim to be persistent; it explains a failure */
	CLAIM_PROVIDERS,
};

enum claim_kind {
	CLAIM_VOLATILE_DISK, /* firmware's RAM disk */
	CLAIM_VOLATILE_CD,
	CLAIM_VOLATILE, /* a Device Tree node with "volatile" */
	CLAIM_PERSISTENT_DISK,
	CLAIM_PERSISTENT_CD,
	CLAIM_PLAIN, /* memory, with nothing said of its content */
};

/* What a namespace needs before nd_pmem sees it, or the bind fails. */
enum claim_care {
	CLAIM_CARE_NONE,
	CLAIM_CARE_MISALIGNED, /* -95 */
	CLAIM_CARE_RESERVED,   /* -17 */
};

struct claim {
	enum claim_provider provider;
	enum claim_kind kind;
	struct extent extent; /* physical memory; length 0 where only the driver will know */
	enum claim_care care;
	char device[CLAIM_DEVICE_MAX]; /* where length is 0: the device, a part of sysfs's path */
};

struct claims {
	unsigned int count;
	bool cut; /* there were more than CLAIMS_MAX */
	struct claim list[CLAIMS_MAX];
};

/* Add a range, unless it is there already. */
void claims_add(struct claims *claims, enum claim_provider provider, enum claim_kind kind,
		struct extent extent);

/* Add a device whose range only its driver will know. */
void claims_add_device(struct claims *claims, enum claim_provider provider, const char *device);

/* The ranges of an NFIT that are persistent memory or RAM disks. 0, or -E... as nfit_next(). */
must_check int claims_add_nfit(struct claims *claims, struct slice table);

/* The pmem-region nodes of a flattened Device Tree. 0, or -E... as fdt_begin() and fdt_next(). */
must_check int claims_add_fdt(struct claims *claims, struct slice blob);

/* The e820 type-12 ranges in /proc/iomem. 0, or -E... as iomem_next(). */
must_check int claims_add_iomem(struct claims *claims, struct slice text);

/*
 * The ranges that are soft-reserved in /proc/iomem, and those that only dax devices show, because
 * the kernel hides such reservations (x86, Linux 7.2). 0, or -E... as iomem_next().
 */
must_check int claims_add_soft_reserved(struct claims *claims, struct slice text,
					const struct dax *dax);

/* The claim that an address lies in, or NULL. */
const struct claim *claims_at(const struct claims *claims, uint64_t address);

/* The claim that a region comes from, or NULL. */
const struct claim *claims_of_region(const struct claims *claims, const struct nd_region *region);

/*
 * The same; a region that nothing claimed (or NULL) is treated as a real NVDIMM, unless its
 * bus says that it is from virtio-pmem or e820.
 */
struct claim claim_of_region(const struct claims *claims, const struct nd_region *region);

/*
 * The largest power of two, up to 2 MiB, that the range's begin and end are multiples of: 4 KiB
 * decides over DAX, 2 MiB over a page map. 0 for a range that isn't known.
 */
enum { CLAIM_PAGE_MAP_ALIGN = 2 << 20 };
uint64_t claim_alignment(const struct claim *claim);

/* Can the range have a page map, and with it DAX? Its provider and its alignment decide. */
bool claim_may_have_page_map(const struct claim *claim);

/*
 * Set the care of each claim, from /proc/iomem as it is before the provider's driver probes (empty:
 * unknown). Only a provider that gets a page map has rules (drivers/nvdimm/pmem.c, mm/memremap.c,
 * Linux 6.12): begin and end at multiples of 2 MiB, or the bind fails with -95, "misaligned, unable
 * to map"; on arm64 no reserved pages in the memory map, or it fails with -17.
 */
void claims_set_care(struct claims *claims, struct slice iomem);

/* Does the care of one of them depend on /proc/iomem? */
bool claims_want_iomem(const struct claims *claims);

/*
 * May the mode of the claim's namespace be changed? Only for ranges that firmware or the operator
 * set up for this boot; anything else may hold somebody's data.
 */
bool claim_may_be_changed(const struct claim *claim);

/*
 * Was one of them made for this boot, so that it should hold an image? Any other may be an NVDIMM
 * of a machine that boots from another medium.
 */
bool claims_are_of_this_boot(const struct claims *claims);

/* Words for people and programs. */
const char *claim_provider_name(const struct claim *claim);
const char *claim_kind_name(const struct claim *claim);
const char *claim_driver_name(const struct claim *claim); /* "" if none makes a region of it */

/*
 * How likely it is that this is what the machine was booted from; 0 is best. A RAM disk and a
 * volatile Device Tree region are made by firmware for one boot; e820 and virtio-pmem are set up by
 * whoever runs the machine; a plain or persistent NFIT range may as well be somebody's data; what
 * is soft-reserved is ordinary memory.
 */
enum { CLAIM_RANKS = 4 };
unsigned int claim_rank(const struct claim *claim);
