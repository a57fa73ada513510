/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /proc/iomem: the kernel's tree of physical memory, one resource a line, two spaces of indentation
 * for each level (kernel/resource.c, r_show(), Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"

enum { IOMEM_NAME_MAX = 64, IOMEM_DEPTH_MAX = 16 };

struct iomem_resource {
	unsigned int depth;	   /* 0 for a resource at the top */
	uint64_t start, end;	   /* end: of the last byte; both 0 without CAP_SYS_ADMIN */
	char name[IOMEM_NAME_MAX]; /* "System RAM", "namespace0.0"; cut if it is longer */
};

/*
 * Take the next line off *rest. Returns 1 with a resource, 0 at the end, -EBADMSG for a malformed
 * line, -E2BIG for more than IOMEM_DEPTH_MAX levels.
 */
must_check int iomem_next(struct slice *rest, struct iomem_resource *ret);

/* The bytes of a resource. Byte 2^64 - 1 is left out, so that the end fits in 64 bits. */
static inline struct extent iomem_extent(const struct iomem_resource *resource)
{
	return (struct extent){ resource->start,
				resource->end - resource->start + (resource->end != UINT64_MAX) };
}
