/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The NVDIMM Firmware Interface Table (ACPI 6.5, 5.2.25): its System Physical Address Range
 * structures, which say where persistent memory and firmware's RAM disks are.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"

enum { NFIT_SIZE_MAX = 1 << 20, NFIT_STRUCTURES_MAX = 4096 };

/* What the range's GUID says that it is (drivers/acpi/nfit/core.c, Linux 6.12). */
enum nfit_kind {
	NFIT_PERSISTENT_MEMORY,
	NFIT_VOLATILE_DISK, /* a RAM disk: what HTTP boot makes of a disk image */
	NFIT_VOLATILE_CD,   /* a RAM disk: what HTTP boot makes of an ISO */
	NFIT_PERSISTENT_DISK,
	NFIT_PERSISTENT_CD,
	NFIT_OTHER,
};

struct nfit_range {
	uint16_t index; /* 0 is allowed for a RAM disk only */
	enum nfit_kind kind;
	struct extent extent; /* bytes of physical memory; its end is at most 2^64 - 1 */
};

/* An iteration over the table; borrows its bytes. */
struct nfit {
	struct slice table;
	size_t position;
	unsigned int structures;
};

/*
 * Begin with a table. Returns 0; -EBADMSG if the signature or the length is wrong; -E2BIG over
 * NFIT_SIZE_MAX. The checksum is not verified: the kernel uses a table with a wrong one too.
 */
must_check int nfit_begin(struct slice table, struct nfit *ret);

/*
 * The next range; other structures are passed over. Returns 1 with a range, 0 at the end, -EBADMSG
 * for a structure that doesn't fit or a range that wraps around, -E2BIG over NFIT_STRUCTURES_MAX.
 */
must_check int nfit_next(struct nfit *nfit, struct nfit_range *ret);
