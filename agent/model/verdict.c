// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verdict.h"

#include "base/text.h"
#include "parse/iomem.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { RANGE_MAX = 96 };

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
		snprintf(buf, size, "the %s device%s%s", claim_provider_name(claim),
			 claim->device[0] ? " " : "", claim->device);
}

/* ---- What the kernel made of a claim ---- */

static const struct nd_region *find_region(const struct claim *claim, const struct nd *nd)
{
	const struct claims one = { .count = 1, .list = { *claim } };

	for (unsigned int i = 0; i < nd->n_regions; i++)
		if (extent_overlaps(&claim->extent, &nd->regions[i].extent) ||
		    claims_of_region(&one, &nd->regions[i]))
			return &nd->regions[i];
	return NULL;
}

/* The region's first namespace that has a disk, or else its first; NULL if it has none. */
static const struct nd_namespace *find_namespace(const struct nd *nd, const char *region)
{
	const struct nd_namespace *first = NULL;

	for (unsigned int i = 0; i < nd->n_namespaces; i++) {
		const struct nd_namespace *namespace = &nd->namespaces[i];

		if (strcmp(namespace->region, region) != 0)
			continue;
		if (namespace->disk)
			return namespace;
		if (!first)
			first = namespace;
	}
	return first;
}

/* The region's disk with a medium on it, or else its first; the number of disks if it has none. */
static unsigned int find_disk(const struct view *view, const char *region)
{
	unsigned int first = view->nd.n_disks;

	for (unsigned int i = 0; i < view->nd.n_disks; i++) {
		if (strcmp(view->nd.disks[i].region, region) != 0)
			continue;
		if (view->contents[i] && view->contents[i]->code == FAILURE_NONE)
			return i;
		if (first == view->nd.n_disks)
			first = i;
	}
	return first;
}

static const struct dax_device *find_dax(const struct dax *dax, const struct extent *extent)
{
	for (unsigned int i = 0; i < dax->count; i++)
		if (extent_overlaps(&dax->list[i].extent, extent))
			return &dax->list[i];
	return NULL;
}

/* ---- Judging ---- */

static void judge_disk(const struct view *view, unsigned int i, struct verdict *ret)
{
	const struct nd_disk *disk = &view->nd.disks[i];
	const struct failure *content = view->contents[i];

	text_copy_cut(ret->disk, sizeof(ret->disk), disk->name);
	if (content && content->code != FAILURE_NONE)
		(void)failure_set(&ret->why, content->code, -ENOMEDIUM, "/dev/%s: %s", disk->name,
				  content->line);
}

static void judge_namespace(const struct nd_namespace *namespace, const struct view *view,
			    const char *range, struct verdict *ret)
{
	struct iomem_resource owner;
	struct claim *claim = &ret->claim;
	struct failure *why = &ret->why;

	text_copy_cut(ret->namespace, sizeof(ret->namespace), namespace->name);
	if (namespace->holder[0])
		(void)failure_set(why, FAILURE_INFO_BLOCK, -ENODEV,
				  "%s has an info block that gives it to %s in place of a disk",
				  range, namespace->holder);
	else if (namespace->bound)
		(void)failure_set(why, FAILURE_NOT_BOUND, -ENODEV,
				  "%s is %s, but the kernel has made no disk of it yet", range,
				  namespace->name);
	else if (!view->nd.pmem)
		(void)failure_set(why, FAILURE_DRIVER_MISSING, -ENODEV,
				  "%s is %s, but the driver nd_pmem is not there", range,
				  namespace->name);
	else if (claim->care == CLAIM_CARE_MISALIGNED)
		(void)failure_set(why, FAILURE_MISALIGNED, -ENODEV,
				  "%s does not begin and end at multiples of 2 MiB: the kernel "
				  "refuses it (-95)",
				  range);
	else if (find_owner(view->iomem, &claim->extent, "Reserved", "reserved", &owner))
		(void)failure_set(why, FAILURE_REFUSED, -ENODEV,
				  "%s is reserved (0x%" PRIx64 "-0x%" PRIx64
				  "), and the kernel could not take it for %s (%s)",
				  range, owner.start, owner.end, namespace->name,
				  claim->care == CLAIM_CARE_RESERVED ? "-17" : "-16");
	else
		(void)failure_set(why, FAILURE_NOT_BOUND, -ENODEV,
				  "%s is %s, but nd_pmem did not bind it", range, namespace->name);
}

static void judge_dax(const struct claim *claim, const struct dax_device *dax, const char *range,
		      struct failure *why)
{
	if (dax && strcmp(dax->driver, "kmem") == 0)
		(void)failure_set(why, FAILURE_DAX, -ENODEV,
				  "%s was given to device-dax, and kmem has made System RAM of it "
				  "(%s): it is overwritten",
				  range, dax->name);
	else if (dax)
		(void)failure_set(why, FAILURE_DAX, -ENODEV, "%s was given to device-dax (%s)",
				  range, dax->name);
	else if (claim->provider == CLAIM_SOFT_RESERVED)
		(void)failure_set(why, FAILURE_DAX, -ENODEV,
				  "%s is kept for device-dax, and nothing else claims memory",
				  range);
}

void verdict_judge(const struct claim *claim, const struct view *view, struct verdict *ret)
{
	const struct nd_region *region = find_region(claim, &view->nd);
	const struct nd_namespace *namespace = NULL;
	unsigned int disk = view->nd.n_disks;
	struct iomem_resource owner;
	char range[RANGE_MAX];

	*ret = (struct verdict){ .claim = *claim };
	if (region) {
		text_copy_cut(ret->region, sizeof(ret->region), region->name);
		if (claim->extent.len == 0)
			ret->claim.extent = region->extent;
		namespace = find_namespace(&view->nd, region->name);
		disk = find_disk(view, region->name);
	}
	if (namespace && namespace->disk && disk < view->nd.n_disks) {
		text_copy_cut(ret->namespace, sizeof(ret->namespace), namespace->name);
		judge_disk(view, disk, ret);
		return;
	}
	describe(&ret->claim, range, sizeof(range));
	/* What an info block gave to device-dax has a holder, and can be taken back. */
	if (!namespace || !namespace->holder[0])
		judge_dax(claim, find_dax(&view->dax, &ret->claim.extent), range, &ret->why);
	if (ret->why.code != FAILURE_NONE)
		return;
	if (find_owner(view->iomem, &ret->claim.extent, "System RAM", "System RAM", &owner))
		(void)failure_set(&ret->why, FAILURE_EATEN, -ENODEV,
				  "%s belongs to System RAM (0x%" PRIx64 "-0x%" PRIx64
				  "): it may have been overwritten",
				  range, owner.start, owner.end);
	else if (!region && !view->drivers[claim->provider])
		(void)failure_set(&ret->why, FAILURE_DRIVER_MISSING, -ENODEV,
				  "%s needs the driver %s, which is not there", range,
				  claim_driver_name(claim));
	else if (!region)
		(void)failure_set(&ret->why, FAILURE_NO_REGION, -ENODEV,
				  "%s is claimed by firmware, but %s has made no region of it",
				  range, claim_driver_name(claim));
	else if (!namespace)
		(void)failure_set(&ret->why, FAILURE_NOT_BOUND, -ENODEV,
				  "%s is %s, but the kernel has made no namespace of it", range,
				  region->name);
	else
		judge_namespace(namespace, view, range, ret);
}

void verdicts_judge(const struct claims *claims, const struct view *view, struct verdicts *ret)
{
	ret->count = 0;
	for (unsigned int i = 0; i < claims->count; i++)
		verdict_judge(&claims->list[i], view, &ret->list[ret->count++]);
	for (unsigned int i = 0; i < view->nd.n_regions; i++) {
		const struct nd_region *region = &view->nd.regions[i];
		struct claim claim = claim_of_region(claims, region);

		if (claims_of_region(claims, region))
			continue;
		text_copy_cut(claim.device, sizeof(claim.device), region->name);
		verdict_judge(&claim, view, &ret->list[ret->count++]);
	}
}

bool verdicts_are_good(const struct verdicts *verdicts)
{
	for (unsigned int i = 0; i < verdicts->count; i++)
		if (verdicts->list[i].why.code != FAILURE_NONE)
			return false;
	return true;
}

/* A driver may come too: where it can't, the agent knows, for it loads them. */
static bool is_final(enum failure_code code)
{
	return code != FAILURE_NONE && code != FAILURE_NO_REGION && code != FAILURE_NOT_BOUND &&
	       code != FAILURE_DRIVER_MISSING;
}

/* Less is more telling: a disk that holds something else says least. */
static unsigned int telling(const struct verdict *verdict)
{
	unsigned int last = is_final(verdict->why.code) ? 0 : 1;

	if (verdict->why.code == FAILURE_NO_IMAGE)
		last = 2;
	return claim_rank(&verdict->claim) * 3 + last;
}

const struct verdict *verdicts_telling(const struct verdicts *verdicts)
{
	const struct verdict *most = NULL;

	for (unsigned int i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->list[i];

		if (verdict->why.code != FAILURE_NONE &&
		    (!most || telling(verdict) < telling(most)))
			most = verdict;
	}
	return most;
}

bool verdicts_are_final(const struct verdicts *verdicts)
{
	const struct verdict *most = verdicts_telling(verdicts);

	if (!most || !is_final(most->why.code))
		return false;
	for (unsigned int i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->list[i];

		if (verdict->why.code != FAILURE_NONE && !is_final(verdict->why.code) &&
		    claim_rank(&verdict->claim) <= claim_rank(&most->claim))
			return false;
	}
	return true;
}

void verdict_nothing_claimed(const char *uri, struct failure *why)
{
	if (uri[0])
		(void)failure_set(why, FAILURE_NOT_HANDED_OVER, -ENODEV,
				  "firmware booted from %s, but describes no persistent memory: it "
				  "handed over no RAM disk",
				  uri);
	else
		(void)failure_set(why, FAILURE_NOTHING_CLAIMED, -ENODEV,
				  "firmware describes no persistent memory (no NFIT, no "
				  "pmem-region in the Device Tree, no e820 type 12, no "
				  "virtio-pmem)");
}
