/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A flattened Device Tree (Devicetree Specification 0.4, chapter 5), as a .dtb or /sys/firmware/fdt
 * holds it: what it says of physical memory.
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
	FDT_RESERVED_DYNAMIC, /* one that has a size, and that the kernel finds a place for */
	FDT_PMEM_REGION,      /* bindings/pmem/pmem-region.yaml */
};

struct fdt_range {
	enum fdt_kind kind;
	struct extent extent;	 /* offset 0 where the kernel finds the place */
	char name[FDT_NAME_MAX]; /* of the node, cut, as it is; "" in the reservation block */
	bool no_map;		 /* not in the kernel's page map */
	bool reusable;		 /* lent to the page allocator, as CMA is */
	bool is_volatile;
};

/* What is known of a node while its properties are read; borrows the blob's bytes. */
struct fdt_node {
	struct slice name, reg, size, compatible, device_type;
	bool disabled, no_map, reusable, is_volatile;
	bool has_ranges;
	struct slice ranges;
	int address_cells, size_cells; /* for its children; -E... for what is none of memory's */
};

/* A node on the way to the one being read. */
struct fdt_level {
	int address_cells, size_cells;
	bool identity; /* its children's addresses are the CPU's */
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
	bool in_properties; /* of node; behind them come its children */
	bool emitting;	    /* node's ranges are being given out: the index'th is next */
	unsigned int index;
	int kind;	 /* of the node's ranges; -ENOENT if it has none of memory */
	uint64_t looked; /* bytes of names and of compatible properties looked at so far */
};

/*
 * Begin with a blob, which may be longer than the tree. Returns 0; -EBADMSG if it is none, of a
 * version that is not compatible with 16, or if its parts don't lie inside; -E2BIG over
 * FDT_SIZE_MAX.
 */
must_check int fdt_begin(struct slice blob, struct fdt *ret);

/*
 * The next range, the reservation block's first. Nodes that are disabled, and pmem regions behind a
 * bus that translates addresses, are passed over. Returns 1; 0 at the end; -EBADMSG for what is
 * malformed; -E2BIG below FDT_DEPTH_MAX levels.
 */
must_check int fdt_next(struct fdt *fdt, struct fdt_range *ret);
