/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The map of physical memory, audited: the chunks that are there, the regions of it that are
 * excluded from use and who says so, and what remains available. After FreeBSD's way to print it
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
	MEMORY_FIRMWARE_MAP, /* e820, as firmware gave it to the kernel */
	MEMORY_EFI,	     /* what EFI keeps at run time */
	MEMORY_DEVICETREE,   /* reserved-memory, or the reservation block */
	MEMORY_NFIT,
	MEMORY_DT_PMEM,
	MEMORY_E820_PMEM, /* type 12 */
	MEMORY_VIRTIO_PMEM,
	MEMORY_SOFT_RESERVED,
	MEMORY_DAX,
	MEMORY_CXL_WINDOW,
	MEMORY_KERNEL, /* what the kernel's resource tree keeps besides */
	MEMORY_SOURCES,
};

enum {
	MEMORY_NO_ALLOC = 1, /* the page allocator has none of it */
	MEMORY_NO_DUMP = 2,  /* it is no System RAM, so that no crash dump has it */
	MEMORY_LENT = 4,     /* CMA: the page allocator may have it until it is needed */
};

enum { MEMORY_NAME_MAX = 40, MEMORY_PAGE_MIN = 4096 };

struct memory_range {
	struct extent extent; /* bytes; whole pages after memory_map_settle() */
	struct extent given;  /* as the source has it */
	enum memory_source source;
	unsigned int flags;
	char name[MEMORY_NAME_MAX]; /* as the source calls it; not yet printable */
};

struct memory_ranges {
	unsigned int count, max;
	bool cut; /* there were more than max */
	struct memory_range *list;
};

/* The memory of the lists is the caller's. */
struct memory_map {
	uint64_t page;		       /* bytes, a power of two */
	bool no_addresses;	       /* /proc/iomem hides them: it needs CAP_SYS_ADMIN */
	struct memory_ranges firmware; /* the chunks as firmware gives them */
	struct memory_ranges kernel;   /* and as the kernel does: System RAM */
	struct memory_ranges excluded;
	struct memory_ranges available;
	struct memory_ranges taken; /* all that the kernel's resource tree has, without names */
};

void memory_map_begin(struct memory_map *map, uint64_t page);

/* Add a chunk, or a region that is excluded. An empty one is passed over. */
void memory_add(struct memory_ranges *ranges, enum memory_source source, unsigned int flags,
		struct extent extent, const char *name);

/* An entry of firmware's memory map, and the text of its type. */
void memory_map_add_entry(struct memory_map *map, const struct memmap_entry *entry,
			  const char *type);

/*
 * The resources of /proc/iomem that are memory. Lines that are none are passed over. What the
 * firmware's map says in the same words is not repeated, so that comes before it.
 */
void memory_map_add_iomem(struct memory_map *map, struct slice iomem);

/*
 * What a flattened Device Tree says: memory, and what is reserved. Where the kernel finds the place
 * there is nothing to add. 0, or -E... as fdt_begin() and fdt_next(), and what was before that is
 * in the map.
 */
must_check int memory_map_add_fdt(struct memory_map *map, struct slice blob);

/* What firmware claims as persistent memory. */
void memory_map_add_claims(struct memory_map *map, const struct claims *claims);

/* The dax devices: of what kmem made System RAM nothing is excluded. */
void memory_map_add_dax(struct memory_map *map, const struct dax *dax);

/*
 * Round, sort by address, join what is one; then compute what remains available: the chunks
 * (firmware's, or if it gives none the kernel's) without what has MEMORY_NO_ALLOC.
 */
void memory_map_settle(struct memory_map *map);

/* The chunks of which memory_map_settle() made the available ones. */
const struct memory_ranges *memory_map_chunks(const struct memory_map *map);

/*
 * The flags of the reservation that keeps all of a range, 0 if none does: an entry that says no
 * more than that, in firmware's map or the Device Tree, or of the kernel's.
 */
unsigned int memory_map_kept(const struct memory_map *map, const struct extent *extent);

/* May an image lie in it, as it is there to keep it? */
bool memory_range_keeps_images(const struct memory_range *range);

/* Is some of a range memory, by the chunks? */
bool memory_map_is_memory(const struct memory_map *map, const struct extent *extent);

/* The bytes of all ranges; they do not overlap. */
uint64_t memory_ranges_sum(const struct memory_ranges *ranges);

/* For people and programs: "firmware map", "nfit". */
const char *memory_source_name(enum memory_source source);
