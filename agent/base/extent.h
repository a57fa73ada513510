/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct extent {
	uint64_t offset; /* bytes from the start of the medium, or of physical memory */
	uint64_t len;	 /* bytes; the end is at most 2^64 - 1 */
};

static inline bool extent_overlaps(const struct extent *one, const struct extent *other)
{
	return one->len > 0 && other->len > 0 && one->offset < other->offset + other->len &&
	       other->offset < one->offset + one->len;
}

static inline bool extent_holds(const struct extent *outer, const struct extent *inner)
{
	return inner->offset >= outer->offset &&
	       inner->offset + inner->len <= outer->offset + outer->len;
}

static inline bool extent_has(const struct extent *extent, uint64_t address)
{
	return address >= extent->offset && address - extent->offset < extent->len;
}
