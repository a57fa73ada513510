/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Firmware's own memory map, /sys/firmware/memmap/N/{start,end,type} (x86;
 * drivers/firmware/memmap.c and arch/x86/kernel/e820.c, Linux 6.12). The ranges of memmap= are not
 * in it.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

enum memmap_type {
	MEMMAP_OTHER, /* reserved, for one reason or another */
	MEMMAP_RAM,
	MEMMAP_PERSISTENT_LEGACY, /* e820 type 12 */
	MEMMAP_SOFT_RESERVED,
};

struct memmap_entry {
	struct extent extent; /* physical memory */
	enum memmap_type type;
};

/*
 * Parse an entry from the contents of its three files, without their newlines. Returns 0; -EBADMSG
 * if an address is not a number, or if the range ends before it begins or has all 2^64 bytes.
 */
must_check int memmap_parse(const char *start, const char *end, const char *type,
			    struct memmap_entry *ret);
