// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/claim.h"

#include "base/text.h"
#include "parse/fdt.h"
#include "parse/iomem.h"
#include "parse/nfit.h"

#include <string.h>

/* Where there is no more room, the last claim of the worst rank makes room for a better one. */
static void append_claim(struct claims *claims, const struct claim *claim)
{
	struct claim *place = &claims->list[claims->count];

	if (claims->count < CLAIMS_MAX) {
		claims->count++;
		*place = *claim;
		return;
	}
	claims->cut = true;
	place = &claims->list[0];
	for (unsigned int i = 1; i < CLAIMS_MAX; i++)
		if (claim_rank(&claims->list[i]) >= claim_rank(place))
			place = &claims->list[i];
	if (claim_rank(claim) < claim_rank(place))
		*place = *claim;
}

void claims_add(struct claims *claims, enum claim_provider provider, enum claim_kind kind,
		struct extent extent)
{
	const struct claim claim = { .provider = provider, .kind = kind, .extent = extent };

	if (extent.len == 0 || extent.len > UINT64_MAX - extent.offset)
		return;
	for (unsigned int i = 0; i < claims->count; i++) {
		const struct claim *other = &claims->list[i];

		if (other->provider == provider && other->extent.offset == extent.offset &&
		    other->extent.len == extent.len)
			return;
	}
	append_claim(claims, &claim);
}

void claims_add_device(struct claims *claims, enum claim_provider provider, const char *device)
{
	struct claim claim = { .provider = provider, .kind = CLAIM_PLAIN };

	for (unsigned int i = 0; i < claims->count; i++)
		if (strcmp(claims->list[i].device, device) == 0)
			return;
	text_copy_cut(claim.device, sizeof(claim.device), device);
	append_claim(claims, &claim);
}

int claims_add_nfit(struct claims *claims, struct slice table)
{
	static const enum claim_kind kinds[] = {
		[NFIT_PERSISTENT_MEMORY] = CLAIM_PLAIN,
		[NFIT_VOLATILE_DISK] = CLAIM_VOLATILE_DISK,
		[NFIT_VOLATILE_CD] = CLAIM_VOLATILE_CD,
		[NFIT_PERSISTENT_DISK] = CLAIM_PERSISTENT_DISK,
		[NFIT_PERSISTENT_CD] = CLAIM_PERSISTENT_CD,
	};
	struct nfit_range range;
	struct nfit nfit;
	int r = nfit_begin(table, &nfit);

	if (r < 0)
		return r;
	while ((r = nfit_next(&nfit, &range)) > 0)
		if (range.kind != NFIT_OTHER)
			claims_add(claims, CLAIM_NFIT, kinds[range.kind], range.extent);
	return r;
}

int claims_add_fdt(struct claims *claims, struct slice blob)
{
	struct fdt_range range;
	struct fdt fdt;
	int r = fdt_begin(blob, &fdt);

	if (r < 0)
		return r;
	while ((r = fdt_next(&fdt, &range)) > 0)
		if (range.kind == FDT_PMEM_REGION)
			claims_add(claims, CLAIM_DEVICETREE,
				   range.is_volatile ? CLAIM_VOLATILE : CLAIM_PLAIN, range.extent);
	return r;
}

int claims_add_iomem(struct claims *claims, struct slice text)
{
	struct iomem_resource resource;
	int r;

	while ((r = iomem_next(&text, &resource)) > 0)
		if (strcmp(resource.name, "Persistent Memory (legacy)") == 0 && resource.end > 0)
			claims_add(claims, CLAIM_E820, CLAIM_PLAIN, iomem_extent(&resource));
	return r;
}

static bool is_claimed(const struct claims *claims, const struct extent *extent)
{
	for (unsigned int i = 0; i < claims->count; i++)
		if (extent_overlaps(&claims->list[i].extent, extent))
			return true;
	return false;
}

int claims_add_soft_reserved(struct claims *claims, struct slice text, const struct dax *dax)
{
	struct iomem_resource resource;
	int r;

	while ((r = iomem_next(&text, &resource)) > 0) {
		struct extent extent = iomem_extent(&resource);

		if (strcmp(resource.name, "Soft Reserved") == 0 && resource.end > 0 &&
		    !is_claimed(claims, &extent))
			claims_add(claims, CLAIM_SOFT_RESERVED, CLAIM_PLAIN, extent);
	}
	for (unsigned int i = 0; i < dax->count; i++)
		if (!is_claimed(claims, &dax->list[i].extent))
			claims_add(claims, CLAIM_SOFT_RESERVED, CLAIM_PLAIN, dax->list[i].extent);
	return r;
}

const struct claim *claims_at(const struct claims *claims, uint64_t address)
{
	for (unsigned int i = 0; i < claims->count; i++)
		if (extent_has(&claims->list[i].extent, address))
			return &claims->list[i];
	return NULL;
}

bool claim_is_of_device(const struct claim *claim, const struct nd_region *region)
{
	return claim->device[0] && text_has_word(region->path, '/', claim->device);
}

const struct claim *claims_of_region(const struct claims *claims, const struct nd_region *region)
{
	const struct claim *claim = NULL;

	if (region->extent.len > 0)
		claim = claims_at(claims, region->extent.offset);
	for (unsigned int i = 0; !claim && i < claims->count; i++)
		if (claim_is_of_device(&claims->list[i], region))
			claim = &claims->list[i];
	return claim;
}

struct claim claim_of_region(const struct claims *claims, const struct nd_region *region)
{
	struct claim claim = { .provider = CLAIM_NFIT, .kind = CLAIM_PLAIN };
	const struct claim *found = region ? claims_of_region(claims, region) : NULL;

	if (found)
		claim = *found;
	else if (region && strcmp(region->provider, "virtio-pmem") == 0)
		claim.provider = CLAIM_VIRTIO;
	else if (region && strcmp(region->provider, "e820") == 0)
		claim.provider = CLAIM_E820;
	if (region && claim.extent.len == 0)
		claim.extent = region->extent;
	return claim;
}

uint64_t claim_alignment(const struct claim *claim)
{
	uint64_t ends = claim->extent.offset | claim->extent.len | CLAIM_PAGE_MAP_ALIGN;

	return claim->extent.len > 0 ? ends & ~(ends - 1) : 0;
}

static bool has_page_map(const struct claim *claim)
{
	return claim->provider == CLAIM_DEVICETREE || claim->provider == CLAIM_E820 ||
	       claim->provider == CLAIM_VIRTIO;
}

bool claim_may_have_page_map(const struct claim *claim)
{
	return has_page_map(claim) && claim_alignment(claim) >= CLAIM_PAGE_MAP_ALIGN;
}

/*
 * /proc/iomem shows a type-12 range under a name of its own, so only a range of a Device Tree can
 * be reserved for something else.
 */
static bool may_be_reserved(const struct claim *claim)
{
	return claim->provider == CLAIM_DEVICETREE && claim->extent.len > 0;
}

bool claims_want_iomem(const struct claims *claims)
{
	for (unsigned int i = 0; i < claims->count; i++)
		if (may_be_reserved(&claims->list[i]))
			return true;
	return false;
}

static void set_reserved(struct claims *claims, const struct iomem_resource *resource)
{
	struct extent extent = iomem_extent(resource);

	for (unsigned int i = 0; i < claims->count; i++)
		if (may_be_reserved(&claims->list[i]) &&
		    extent_overlaps(&claims->list[i].extent, &extent))
			claims->list[i].care = CLAIM_CARE_RESERVED;
}

void claims_set_care(struct claims *claims, struct slice iomem)
{
	struct iomem_resource resource;

	for (unsigned int i = 0; i < claims->count; i++) {
		struct claim *claim = &claims->list[i];

		if (has_page_map(claim) && claim->extent.len > 0 &&
		    claim_alignment(claim) < CLAIM_PAGE_MAP_ALIGN)
			claim->care = CLAIM_CARE_MISALIGNED;
	}
	while (iomem_next(&iomem, &resource) > 0)
		if (resource.depth == 0 && resource.end > 0 &&
		    (strcmp(resource.name, "reserved") == 0 ||
		     strcmp(resource.name, "Reserved") == 0))
			set_reserved(claims, &resource);
}

bool claim_may_be_changed(const struct claim *claim)
{
	return claim_rank(claim) <= 1;
}

bool claims_are_of_this_boot(const struct claims *claims)
{
	for (unsigned int i = 0; i < claims->count; i++)
		if (claim_may_be_changed(&claims->list[i]))
			return true;
	return false;
}

const char *claim_provider_name(const struct claim *claim)
{
	static const char *const names[] = {
		[CLAIM_NFIT] = "nfit",
		[CLAIM_DEVICETREE] = "devicetree",
		[CLAIM_E820] = "e820",
		[CLAIM_VIRTIO] = "virtio-pmem",
		[CLAIM_SOFT_RESERVED] = "soft-reserved",
	};

	return names[claim->provider];
}

const char *claim_kind_name(const struct claim *claim)
{
	static const char *const names[] = {
		[CLAIM_VOLATILE_DISK] = "volatile disk",
		[CLAIM_VOLATILE_CD] = "volatile CD",
		[CLAIM_VOLATILE] = "volatile",
		[CLAIM_PERSISTENT_DISK] = "persistent disk",
		[CLAIM_PERSISTENT_CD] = "persistent CD",
		[CLAIM_PLAIN] = "plain",
	};

	return names[claim->kind];
}

const char *claim_driver_name(const struct claim *claim)
{
	static const char *const names[] = {
		[CLAIM_NFIT] = "nfit",	    [CLAIM_DEVICETREE] = "of_pmem",
		[CLAIM_E820] = "nd_e820",   [CLAIM_VIRTIO] = "virtio_pmem",
		[CLAIM_SOFT_RESERVED] = "",
	};

	return names[claim->provider];
}

unsigned int claim_rank(const struct claim *claim)
{
	if (claim->provider == CLAIM_SOFT_RESERVED)
		return 3;
	switch (claim->kind) {
	case CLAIM_VOLATILE_DISK:
	case CLAIM_VOLATILE_CD:
	case CLAIM_VOLATILE:
		return 0;
	default:
		return claim->provider == CLAIM_E820 || claim->provider == CLAIM_VIRTIO ? 1 : 2;
	}
}

unsigned int claims_best_rank(const struct claims *claims)
{
	unsigned int best = CLAIM_RANKS;

	for (unsigned int i = 0; i < claims->count; i++)
		if (claim_rank(&claims->list[i]) < best)
			best = claim_rank(&claims->list[i]);
	return best;
}
