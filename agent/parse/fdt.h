/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A flattened Device Tree (Devicetree Specification 0.4, chapter 5), from a .dtb file or
 * /sys/firmware/fdt: the physical memory that it describes.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"

#include <stdbool.h>

enum { FDT_SIZE_MAX = 4 << 20, FDT_DEPTH_MAX = 32, FDT_NAME_MAX = 32 };

enum fdt_kind {
	FDT_MEMORY,	      /* a node of the device type "memory" */
	FDT_MEMRESERVE,	      /* an entry of the memory reservation block */
	FDT_RESERVED_MEMORY,  /* a node below /reserved-memory (3.5) */
	FDT_RESERVED_DYNAMIC, /* the same with a size only: the kernel chooses the address */
	FDT_PMEM_REGION,      /* bindings/pmem/pmem-region.yaml */
};

struct fdt_range {
	enum fdt_kind kind;
	struct extent extent;	 /* offset 0 if the kernel chooses the address */
	char name[FDT_NAME_MAX]; /* of the node, not escaped, may be cut; "" for FDT_MEMRESERVE */
	bool no_map;		 /* not in the kernel's page map */
	bool reusable;		 /* the page allocator may use it, as for CMA */
	bool is_volatile;
};

/* What is known of a node while its properties are read; borrows the blob's bytes. */
struct fdt_node {
	struct slice name, reg, size, compatible, device_type;
	bool disabled, no_map, reusable, is_volatile;
	bool has_ranges;
	struct slice ranges;
	int address_cells, size_cells; /* for its children; -E... if not valid for memory */
};

/* An ancestor of the node being read. */
struct fdt_level {
	int address_cells, size_cells;
	bool identity; /* its children's addresses are CPU addresses */
	bool reserved; /* it is /reserved-memory */
};

/* An iteration; borrows the blob. */
struct fdt {
	struct slice structure, strings, reservations;
	size_t position;
	size_t reservation;
	unsigned int depth; /* of the node being read; 0 before the root */
	struct fdt_level levels[FDT_DEPTH_MAX + 1];
	struct fdt_node node;
	bool in_properties; /* of node; its children follow its properties */
	bool emitting;	    /* node's ranges are being returned: number index is next */
	unsigned int index;
	int kind;	 /* of the node's ranges; -ENOENT if it does not describe memory */
	uint64_t looked; /* bytes of names and of "compatible" properties compared so far */
};

/*
 * Begin with a blob, which may be longer than the tree. Returns 0; -EBADMSG if it is not a Device
 * Tree, if its version is not compatible with 16, or if a part of it is outside the blob; -E2BIG
 * for more than FDT_SIZE_MAX bytes.
 */
must_check int fdt_begin(struct slice blob, struct fdt *ret);

/*
 * The next range; those of the reservation block come first. Disabled nodes, and pmem regions on a
 * bus that translates addresses, are skipped. Returns 1; 0 at the end; -EBADMSG if the tree is
 * malformed; -E2BIG if it has more than FDT_DEPTH_MAX levels.
 */
must_check int fdt_next(struct fdt *fdt, struct fdt_range *ret);
