// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verdict.h"

#include "base/text.h"
#include "parse/iomem.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static bool intersects(const struct iomem_resource *resource, const struct extent *extent)
{
	return extent->len > 0 && resource->end > 0 &&
	       resource->start < extent->offset + extent->len && resource->end >= extent->offset;
}

/* The first resource at the top of the tree with one of two names that the range touches. */
static bool find_owner(struct slice iomem, const struct extent *extent, const char *name,
		       const char *other_name, struct iomem_resource *ret)
{
	while (iomem_next(&iomem, ret) > 0)
		if (ret->depth == 0 && intersects(ret, extent) &&
		    (strcmp(ret->name, name) == 0 || strcmp(ret->name, other_name) == 0))
			return true;
	return false;
}

static void describe(const struct claim *claim, char *buf, size_t size)
{
	char bytes[32];

	if (claim->extent.len > 0)
		snprintf(buf, size, "the %s range at 0x%" PRIx64 " (%s)",
			 claim_provider_name(claim), claim->extent.offset,
			 text_size(bytes, sizeof(bytes), claim->extent.len));
	else
		snprintf(buf, size, "the %s device", claim_provider_name(claim));
}

static enum verdict of_namespace(const struct claim *claim, const struct verdict_view *view,
				 struct slice iomem, const char *range, struct failure *why)
{
	struct iomem_resource owner;

	if (view->holder[0]) {
		(void)failure_set(why, FAILURE_INFO_BLOCK, -ENODEV,
				  "%s has an info block that gives it to %s in place of a disk",
				  range, view->holder);
		return VERDICT_INFO_BLOCK;
	}
	if (view->bound || !view->namespace[0]) {
		(void)failure_set(why, FAILURE_NO_DISK, -ENODEV,
				  "%s is %s, but the kernel has made no disk of it", range,
				  view->region);
		return VERDICT_NOT_BOUND;
	}
	if (claim_is_misaligned(claim)) {
		(void)failure_set(why, FAILURE_MISALIGNED, -ENODEV,
				  "%s does not begin and end at multiples of 2 MiB: the kernel "
				  "refuses it (-95)",
				  range);
		return VERDICT_MISALIGNED;
	}
	if (find_owner(iomem, &claim->extent, "Reserved", "reserved", &owner)) {
		(void)failure_set(why, FAILURE_REFUSED, -ENODEV,
				  "%s is reserved (0x%" PRIx64 "-0x%" PRIx64
				  "), and the kernel could not take it for %s",
				  range, owner.start, owner.end, view->namespace);
		return VERDICT_REFUSED;
	}
	(void)failure_set(why, FAILURE_NO_DISK, -ENODEV, "%s is %s, but nd_pmem did not bind it",
			  range, view->namespace);
	return VERDICT_NOT_BOUND;
}

enum verdict verdict_of(const struct claim *claim, const struct verdict_view *view,
			struct slice iomem, struct failure *why)
{
	struct iomem_resource owner;
	char range[96];

	if (view->disk)
		return VERDICT_USABLE;
	describe(claim, range, sizeof(range));
	if (find_owner(iomem, &claim->extent, "System RAM", "System RAM", &owner)) {
		(void)failure_set(why, FAILURE_EATEN, -ENODEV,
				  "%s belongs to System RAM (0x%" PRIx64 "-0x%" PRIx64
				  "): it may have been overwritten",
				  range, owner.start, owner.end);
		return VERDICT_EATEN;
	}
	if (view->dax[0]) {
		(void)failure_set(why, FAILURE_DAX, -ENODEV, "%s was given to device-dax (%s)",
				  range, view->dax);
		return VERDICT_DAX;
	}
	if (!view->region[0]) {
		(void)failure_set(
			why, FAILURE_NO_DISK, -ENODEV,
			"%s is claimed by firmware, but the kernel has made no region of it",
			range);
		return VERDICT_NO_REGION;
	}
	return of_namespace(claim, view, iomem, range, why);
}

bool verdict_is_final(enum verdict verdict)
{
	return verdict != VERDICT_USABLE && verdict != VERDICT_NO_REGION &&
	       verdict != VERDICT_NOT_BOUND;
}
