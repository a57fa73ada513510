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

/* The type of a range, by its GUID (drivers/acpi/nfit/core.c, Linux 6.12). */
enum nfit_kind {
	NFIT_PERSISTENT_MEMORY,
	NFIT_VOLATILE_DISK, /* a RAM disk, made by HTTP boot from a disk image */
	NFIT_VOLATILE_CD,   /* a RAM disk, made by HTTP boot from an ISO */
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
 * Begin with a table. Returns 0; -EBADMSG if the signature or the length is wrong; -E2BIG for more
 * than NFIT_SIZE_MAX bytes. The checksum is not verified: the kernel uses a table with a wrong one
 * too.
 */
must_check int nfit_begin(struct slice table, struct nfit *ret);

/*
 * The next range; other structures are skipped. Returns 1 with a range, 0 at the end, -EBADMSG for
 * a structure that does not fit or a range that wraps around, -E2BIG for more than
 * NFIT_STRUCTURES_MAX structures.
 */
must_check int nfit_next(struct nfit *nfit, struct nfit_range *ret);
