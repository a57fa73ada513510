// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/claim.h"

#include "parse/iomem.h"
#include "parse/nfit.h"

#include <string.h>

void claims_add(struct claims *claims, enum claim_provider provider, enum claim_kind kind,
		struct extent extent)
{
	if (claims->count == CLAIMS_MAX) {
		claims->cut = true;
		return;
	}
	claims->list[claims->count++] = (struct claim){ provider, kind, extent };
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
		if (range.kind != NFIT_OTHER && range.extent.len > 0)
			claims_add(claims, CLAIM_NFIT, kinds[range.kind], range.extent);
	return r;
}

int claims_add_iomem(struct claims *claims, struct slice text)
{
	struct iomem_resource resource;
	int r;

	while ((r = iomem_next(&text, &resource)) > 0)
		if (strcmp(resource.name, "Persistent Memory (legacy)") == 0 && resource.end > 0)
			claims_add(claims, CLAIM_E820, CLAIM_PLAIN,
				   (struct extent){ resource.start,
						    resource.end - resource.start + 1 });
	return r;
}

const struct claim *claims_at(const struct claims *claims, uint64_t address)
{
	for (unsigned int i = 0; i < claims->count; i++) {
		const struct extent *extent = &claims->list[i].extent;

		if (address >= extent->offset && address - extent->offset < extent->len)
			return &claims->list[i];
	}
	return NULL;
}

bool claim_may_be_changed(const struct claim *claim)
{
	return claim_rank(claim) < CLAIM_RANKS - 1;
}

bool claim_is_misaligned(const struct claim *claim)
{
	bool page_mapped = claim->provider != CLAIM_NFIT;

	return page_mapped && claim->extent.len > 0 &&
	       (claim->extent.offset % CLAIM_PAGE_MAP_ALIGN ||
		claim->extent.len % CLAIM_PAGE_MAP_ALIGN);
}

const char *claim_provider_name(const struct claim *claim)
{
	static const char *const names[] = {
		[CLAIM_NFIT] = "nfit",
		[CLAIM_DEVICETREE] = "devicetree",
		[CLAIM_E820] = "e820",
		[CLAIM_VIRTIO] = "virtio-pmem",
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

unsigned int claim_rank(const struct claim *claim)
{
	switch (claim->kind) {
	case CLAIM_VOLATILE_DISK:
	case CLAIM_VOLATILE_CD:
	case CLAIM_VOLATILE:
		return 0;
	default:
		return claim->provider == CLAIM_E820 || claim->provider == CLAIM_VIRTIO ? 1 : 2;
	}
}
