/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The map of physical memory: the chunks that exist, the ranges that are excluded from use and the
 * source of each exclusion, and the memory that remains available. It follows FreeBSD's
 * (sys/kern/subr_physmem.c): chunks are rounded inward to whole pages, exclusions outward.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"
#include "model/claim.h"
#include "model/dax.h"
#include "parse/memmap.h"

#include <stdbool.h>

enum memory_source {
	MEMORY_FIRMWARE_MAP, /* e820, as passed by firmware */
	MEMORY_EFI,	     /* EFI runtime memory */
	MEMORY_DEVICETREE,   /* reserved-memory, or the reservation block */
	MEMORY_NFIT,
	MEMORY_DT_PMEM,
	MEMORY_E820_PMEM, /* type 12 */
	MEMORY_VIRTIO_PMEM,
	MEMORY_SOFT_RESERVED,
	MEMORY_DAX,
	MEMORY_CXL_WINDOW,
	MEMORY_KERNEL, /* other reservations in the kernel's resource tree */
	MEMORY_SOURCES,
};

enum {
	MEMORY_NO_ALLOC = 1, /* never given to the page allocator */
	MEMORY_NO_DUMP = 2,  /* not System RAM, so not in a crash dump */
	MEMORY_LENT = 4,     /* CMA: the page allocator may use it until it is needed */
};

enum { MEMORY_NAME_MAX = 40, MEMORY_PAGE_MIN = 4096 };

struct memory_range {
	struct extent extent; /* bytes; whole pages after memory_map_settle() */
	struct extent given;  /* before rounding */
	enum memory_source source;
	unsigned int flags;
	char name[MEMORY_NAME_MAX]; /* from the source; may hold unprintable bytes */
};

struct memory_ranges {
	unsigned int count, max;
	bool cut; /* there were more than max ranges */
	struct memory_range *list;
};

/* The caller owns the memory of the lists. */
struct memory_map {
	uint64_t page;		       /* bytes, a power of two */
	bool no_addresses;	       /* /proc/iomem hides addresses without CAP_SYS_ADMIN */
	struct memory_ranges firmware; /* the chunks, from firmware */
	struct memory_ranges kernel;   /* the chunks, from the kernel: System RAM */
	struct memory_ranges excluded;
	struct memory_ranges available;
	struct memory_ranges taken; /* all ranges of the kernel's resource tree, without names */
};

void memory_map_begin(struct memory_map *map, uint64_t page);

/* Add a chunk or an excluded range. An empty one is ignored. */
void memory_add(struct memory_ranges *ranges, enum memory_source source, unsigned int flags,
		struct extent extent, const char *name);

/* Add an entry of firmware's memory map, with the text of its type. */
void memory_map_add_entry(struct memory_map *map, const struct memmap_entry *entry,
			  const char *type);

/*
 * Add the resources of /proc/iomem that are memory. Malformed lines are skipped. Ranges that
 * firmware's map already has are not repeated, so add that map first.
 */
void memory_map_add_iomem(struct memory_map *map, struct slice iomem);

/*
 * Add memory and reservations of a flattened Device Tree. A reservation without an address (the
 * kernel chooses it) adds nothing. Returns 0, or -E... as fdt_begin() and fdt_next(); what was read
 * before the error stays in the map.
 */
must_check int memory_map_add_fdt(struct memory_map *map, struct slice blob);

/* Add what firmware claims as persistent memory. */
void memory_map_add_claims(struct memory_map *map, const struct claims *claims);

/* Add the dax devices. Those that kmem made System RAM are not excluded. */
void memory_map_add_dax(struct memory_map *map, const struct dax *dax);

/*
 * Round all ranges, sort them by address and join adjacent ones. Then compute the available memory:
 * the chunks (firmware's; the kernel's if firmware gives none) without the ranges that have
 * MEMORY_NO_ALLOC.
 */
void memory_map_settle(struct memory_map *map);

/* The chunks from which memory_map_settle() computed the available memory. */
const struct memory_ranges *memory_map_chunks(const struct memory_map *map);

/*
 * The flags of the reservation that covers all of a range; 0 if none does. Only plain reservations
 * count: of firmware's map, the Device Tree or the kernel.
 */
unsigned int memory_map_kept(const struct memory_map *map, const struct extent *extent);

/* The next soft-reserved range after one of them; the first if after is NULL; NULL at the end. */
const struct memory_range *memory_map_soft_reserved(const struct memory_map *map,
						    const struct memory_range *after);

/* Is this a range whose purpose is to hold an image? */
bool memory_range_keeps_images(const struct memory_range *range);

/* Do the chunks contain some of a range? */
bool memory_map_is_memory(const struct memory_map *map, const struct extent *extent);

/* The sum of the ranges' sizes in bytes. They must not overlap. */
uint64_t memory_ranges_sum(const struct memory_ranges *ranges);

/* The name for messages and JSON: "firmware map", "nfit". */
const char *memory_source_name(enum memory_source source);
