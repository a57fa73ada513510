/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Claims: the ranges of physical memory that firmware says hold an image or persistent memory.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"

#include <stdbool.h>

enum { CLAIMS_MAX = 64 };

enum claim_provider { CLAIM_NFIT, CLAIM_DEVICETREE, CLAIM_E820, CLAIM_VIRTIO };

enum claim_kind {
	CLAIM_VOLATILE_DISK, /* firmware's RAM disk */
	CLAIM_VOLATILE_CD,
	CLAIM_VOLATILE, /* a Device Tree node with "volatile" */
	CLAIM_PERSISTENT_DISK,
	CLAIM_PERSISTENT_CD,
	CLAIM_PLAIN, /* memory, with nothing said of its content */
};

struct claim {
	enum claim_provider provider;
	enum claim_kind kind;
	struct extent extent; /* physical memory; length 0 where only the driver will know */
};

struct claims {
	unsigned int count;
	bool cut; /* there were more than CLAIMS_MAX */
	struct claim list[CLAIMS_MAX];
};

void claims_add(struct claims *claims, enum claim_provider provider, enum claim_kind kind,
		struct extent extent);

/* The ranges of an NFIT that are persistent memory or RAM disks. 0, or -E... as nfit_next(). */
must_check int claims_add_nfit(struct claims *claims, struct slice table);

/* The e820 type-12 ranges in /proc/iomem. 0, or -E... as iomem_next(). */
must_check int claims_add_iomem(struct claims *claims, struct slice text);

/* The claim that an address lies in, or NULL. */
const struct claim *claims_at(const struct claims *claims, uint64_t address);

/*
 * Will the kernel refuse the range (-95, "misaligned, unable to map") because its provider gets a
 * page map and the range doesn't begin and end at multiples of 2 MiB (drivers/nvdimm/pmem.c and
 * mm/memremap.c, Linux 6.12)?
 */
enum { CLAIM_PAGE_MAP_ALIGN = 2 << 20 };
bool claim_is_misaligned(const struct claim *claim);

/*
 * May the mode of the claim's namespace be changed? Not where it may be somebody's data: only
 * firmware's volatile ranges and what whoever runs the machine set up for the boot.
 */
bool claim_may_be_changed(const struct claim *claim);

/* Words for people and programs. */
const char *claim_provider_name(const struct claim *claim);
const char *claim_kind_name(const struct claim *claim);

/*
 * How likely it is that this is what the machine was booted from; 0 is best. A RAM disk and a
 * volatile Device Tree region are made by firmware for one boot; e820 and virtio-pmem are set up by
 * whoever runs the machine; a plain or persistent NFIT range may as well be somebody's data.
 */
enum { CLAIM_RANKS = 3 };
unsigned int claim_rank(const struct claim *claim);
