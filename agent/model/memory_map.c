// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/memory_map.h"

#include "base/text.h"
#include "parse/fdt.h"
#include "parse/iomem.h"

#include <string.h>

enum { KEPT = MEMORY_NO_ALLOC | MEMORY_NO_DUMP };

void memory_map_begin(struct memory_map *map, uint64_t page)
{
	map->page = page >= MEMORY_PAGE_MIN && (page & (page - 1)) == 0 ? page : MEMORY_PAGE_MIN;
}

void memory_add(struct memory_ranges *ranges, enum memory_source source, unsigned int flags,
		struct extent extent, const char *name)
{
	struct memory_range *range;

	if (extent.len == 0 || extent.len > UINT64_MAX - extent.offset)
		return;
	if (ranges->count == ranges->max) {
		ranges->cut = true;
		return;
	}
	range = &ranges->list[ranges->count++];
	*range = (struct memory_range){
		.extent = extent, .given = extent, .source = source, .flags = flags
	};
	text_copy_cut(range->name, sizeof(range->name), name);
}

/* ---- Evidence ---- */

void memory_map_add_entry(struct memory_map *map, const struct memmap_entry *entry,
			  const char *type)
{
	if (entry->type == MEMMAP_RAM)
		memory_add(&map->firmware, MEMORY_FIRMWARE_MAP, 0, entry->extent, type);
	else
		memory_add(&map->excluded,
			   entry->type == MEMMAP_SOFT_RESERVED ? MEMORY_SOFT_RESERVED
							       : MEMORY_FIRMWARE_MAP,
			   KEPT, entry->extent, type);
}

/*
 * Prefixes of names in the resource tree that are memory. Device registers and their windows are
 * not.
 */
static const struct kind {
	const char *name; /* prefix of the resource's name */
	enum { TOP, IN_RAM, ANYWHERE } place;
	enum memory_source source;
	unsigned int flags;
} kinds[] = {
	{ "Soft Reserved", ANYWHERE, MEMORY_SOFT_RESERVED, KEPT },
	{ "CXL Window", ANYWHERE, MEMORY_CXL_WINDOW, KEPT },
	{ "Crash kernel", IN_RAM, MEMORY_KERNEL, KEPT },
	{ "Kernel ", IN_RAM, MEMORY_KERNEL, MEMORY_NO_ALLOC },
	{ "reserved", IN_RAM, MEMORY_KERNEL, MEMORY_NO_ALLOC },
	{ "reserved", TOP, MEMORY_KERNEL, KEPT },
	{ "Reserved", TOP, MEMORY_KERNEL, KEPT },
	{ "Unusable memory", TOP, MEMORY_KERNEL, KEPT },
	{ "ACPI ", TOP, MEMORY_KERNEL, KEPT },
	{ "Persistent Memory", TOP, MEMORY_KERNEL, KEPT },
};

static const struct kind *find_kind(const struct iomem_resource *resource, bool in_ram)
{
	for (size_t i = 0; i < array_size(kinds); i++)
		if (text_begins(resource->name, kinds[i].name) &&
		    (kinds[i].place == ANYWHERE ||
		     (kinds[i].place == TOP) == (resource->depth == 0)) &&
		    (kinds[i].place != IN_RAM || in_ram))
			return &kinds[i];
	return NULL;
}

static bool is_there(const struct memory_ranges *ranges, const struct extent *extent,
		     const char *name)
{
	for (unsigned int i = 0; i < ranges->count; i++) {
		const struct memory_range *range = &ranges->list[i];

		if (range->extent.offset == extent->offset && range->extent.len == extent->len &&
		    strcasecmp(range->name, name) == 0)
			return true;
	}
	return false;
}

void memory_map_add_iomem(struct memory_map *map, struct slice iomem)
{
	struct memory_ranges firmware = map->excluded; /* a copy: its count does not change below */
	struct iomem_resource resource;
	unsigned int kept = 0;
	bool in_ram = false;

	map->no_addresses = iomem.len > 0;
	while (iomem_next(&iomem, &resource) != 0) {
		bool is_ram = text_begins(resource.name, "System RAM");
		const struct kind *kind;
		struct extent extent = iomem_extent(&resource);

		if (resource.end == 0)
			continue;
		map->no_addresses = false;
		if (resource.depth == 0) {
			in_ram = is_ram;
			memory_add(&map->taken, MEMORY_KERNEL, 0, extent, "");
		}
		if (is_ram) {
			memory_add(&map->kernel, MEMORY_KERNEL, 0, extent, resource.name);
			continue;
		}
		kind = find_kind(&resource, in_ram);
		if (!kind)
			continue;
		/*
		 * Each is compared with all ranges of firmware: limit the work even if there are
		 * too many to keep.
		 */
		if (kept++ == map->excluded.max) {
			map->excluded.cut = true;
			return;
		}
		if (!is_there(&firmware, &extent, resource.name))
			memory_add(&map->excluded, kind->source, kind->flags, extent,
				   resource.name);
	}
}

static void add_node(struct memory_map *map, const struct fdt_range *range)
{
	unsigned int flags = range->no_map ? KEPT : range->reusable ? MEMORY_LENT : MEMORY_NO_ALLOC;

	switch (range->kind) {
	case FDT_MEMORY:
		memory_add(&map->firmware, MEMORY_FIRMWARE_MAP, 0, range->extent, range->name);
		break;
	case FDT_MEMRESERVE:
	case FDT_RESERVED_MEMORY:
		memory_add(&map->excluded, MEMORY_DEVICETREE, flags, range->extent,
			   range->name[0] ? range->name : "memreserve");
		break;
	case FDT_RESERVED_DYNAMIC:
	case FDT_PMEM_REGION: /* see memory_map_add_claims() */
		break;
	}
}

int memory_map_add_fdt(struct memory_map *map, struct slice blob)
{
	struct fdt_range range;
	struct fdt fdt;
	int r = fdt_begin(blob, &fdt);

	if (r < 0)
		return r;
	while ((r = fdt_next(&fdt, &range)) > 0)
		add_node(map, &range);
	return r;
}

void memory_map_add_claims(struct memory_map *map, const struct claims *claims)
{
	static const enum memory_source sources[] = {
		[CLAIM_NFIT] = MEMORY_NFIT,	    [CLAIM_DEVICETREE] = MEMORY_DT_PMEM,
		[CLAIM_E820] = MEMORY_E820_PMEM,    [CLAIM_VIRTIO] = MEMORY_VIRTIO_PMEM,
		[CLAIM_SOFT_RESERVED] = MEMORY_DAX,
	};

	for (unsigned int i = 0; i < claims->count; i++)
		if (claims->list[i].provider != CLAIM_SOFT_RESERVED)
			memory_add(&map->excluded, sources[claims->list[i].provider], KEPT,
				   claims->list[i].extent, claim_kind_name(&claims->list[i]));
}

void memory_map_add_dax(struct memory_map *map, const struct dax *dax)
{
	for (unsigned int i = 0; i < dax->count; i++)
		memory_add(&map->excluded, MEMORY_DAX,
			   strcmp(dax->list[i].driver, "kmem") == 0 ? 0 : KEPT, dax->list[i].extent,
			   dax->list[i].name);
}

/* ---- Rounding, sorting, joining ---- */

static void round_inward(struct extent *extent, uint64_t page)
{
	uint64_t end = (extent->offset + extent->len) & ~(page - 1);
	uint64_t begin = (extent->offset + page - 1) & ~(page - 1);

	/*
	 * A range that is shorter than a page, or begins in the last page of the address space, has
	 * no whole page.
	 */
	if (begin < extent->offset || end <= begin)
		*extent = (struct extent){ extent->offset, 0 };
	else
		*extent = (struct extent){ begin, end - begin };
}

static void round_outward(struct extent *extent, uint64_t page)
{
	uint64_t begin = extent->offset & ~(page - 1), end = extent->offset + extent->len;

	/* The end of the last page of the address space does not fit in 64 bits. */
	end = end > UINT64_MAX - (page - 1) ? UINT64_MAX : (end + page - 1) & ~(page - 1);
	*extent = (struct extent){ begin, end - begin };
}

static int compare_ranges(const void *one, const void *other)
{
	const struct memory_range *a = one, *b = other;

	if (a->extent.offset != b->extent.offset)
		return a->extent.offset < b->extent.offset ? -1 : 1;
	if (a->extent.len != b->extent.len) /* a range that contains the other comes first */
		return a->extent.len > b->extent.len ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return strcmp(a->name, b->name);
}

static bool is_one(const struct memory_range *before, const struct memory_range *range)
{
	return before->source == range->source && before->flags == range->flags &&
	       strcmp(before->name, range->name) == 0 &&
	       range->extent.offset <= before->extent.offset + before->extent.len;
}

/* Sort the ranges, join those that belong together, and remove empty ones. */
static void join_ranges(struct memory_ranges *ranges)
{
	unsigned int kept = 0;

	if (ranges->count > 0)
		qsort(ranges->list, ranges->count, sizeof(*ranges->list), compare_ranges);
	for (unsigned int i = 0; i < ranges->count; i++) {
		struct memory_range *range = &ranges->list[i];
		struct memory_range *before = kept > 0 ? &ranges->list[kept - 1] : NULL;

		if (range->extent.len == 0)
			continue;
		if (before && is_one(before, range)) {
			uint64_t end = range->extent.offset + range->extent.len;

			if (end > before->extent.offset + before->extent.len) {
				before->extent.len = end - before->extent.offset;
				before->given.len = range->given.offset + range->given.len -
						    before->given.offset;
			}
			continue;
		}
		ranges->list[kept++] = *range;
	}
	ranges->count = kept;
}

/*
 * The kernel divides System RAM in the middle of a page where the boot loader left it setup_data
 * (arch/x86/kernel/e820.c): join such parts before rounding, or the page is lost.
 */
static void settle_ranges(struct memory_ranges *ranges, uint64_t page,
			  void (*round)(struct extent *extent, uint64_t page))
{
	join_ranges(ranges);
	for (unsigned int i = 0; i < ranges->count; i++)
		round(&ranges->list[i].extent, page);
	join_ranges(ranges);
}

/* ---- Available memory ---- */

const struct memory_ranges *memory_map_chunks(const struct memory_map *map)
{
	return map->firmware.count > 0 ? &map->firmware : &map->kernel;
}

/*
 * A CXL window is only address space, and kmem can make System RAM of soft-reserved memory. If such
 * a range contains System RAM, it is not excluded.
 */
static void lift_exclusions(struct memory_map *map)
{
	for (unsigned int i = 0; i < map->excluded.count; i++) {
		struct memory_range *range = &map->excluded.list[i];

		if (range->source != MEMORY_CXL_WINDOW && range->source != MEMORY_SOFT_RESERVED)
			continue;
		for (unsigned int k = 0; k < map->kernel.count; k++)
			if (extent_overlaps(&range->extent, &map->kernel.list[k].extent))
				range->flags = 0;
	}
}

/* The next range that is excluded from the page allocator; NULL after the last one. */
static const struct memory_range *next_kept(const struct memory_ranges *excluded, unsigned int *at)
{
	while (*at < excluded->count) {
		const struct memory_range *range = &excluded->list[(*at)++];

		if (range->flags & MEMORY_NO_ALLOC)
			return range;
	}
	return NULL;
}

/* Both lists are sorted, so one pass over each is enough. */
static void compute_available(struct memory_map *map)
{
	const struct memory_ranges *chunks = memory_map_chunks(map);
	unsigned int next = 0;
	const struct memory_range *kept = next_kept(&map->excluded, &next);
	uint64_t at = 0; /* everything before this address is done */

	for (unsigned int i = 0; i < chunks->count; i++) {
		const struct extent *chunk = &chunks->list[i].extent;
		uint64_t end = chunk->offset + chunk->len;

		if (at < chunk->offset)
			at = chunk->offset;
		for (; kept && kept->extent.offset < end; kept = next_kept(&map->excluded, &next)) {
			uint64_t kept_end = kept->extent.offset + kept->extent.len;

			if (kept->extent.offset > at)
				memory_add(&map->available, chunks->list[i].source, 0,
					   (struct extent){ at, kept->extent.offset - at }, "");
			if (kept_end > at)
				at = kept_end;
		}
		if (at < end)
			memory_add(&map->available, chunks->list[i].source, 0,
				   (struct extent){ at, end - at }, "");
	}
}

void memory_map_settle(struct memory_map *map)
{
	settle_ranges(&map->firmware, map->page, round_inward);
	settle_ranges(&map->kernel, map->page, round_inward);
	settle_ranges(&map->excluded, map->page, round_outward);
	settle_ranges(&map->taken, map->page, round_outward);
	lift_exclusions(map);
	compute_available(map);
}

const struct memory_range *memory_map_soft_reserved(const struct memory_map *map,
						    const struct memory_range *after)
{
	const struct memory_ranges *ranges = &map->excluded;
	unsigned int i = after ? (unsigned int)(after - ranges->list) + 1 : 0;

	while (i < ranges->count && ranges->list[i].source != MEMORY_SOFT_RESERVED)
		i++;
	return i < ranges->count ? &ranges->list[i] : NULL;
}

bool memory_range_keeps_images(const struct memory_range *range)
{
	switch (range->source) {
	case MEMORY_DEVICETREE:
	case MEMORY_CXL_WINDOW:
		return true;
	case MEMORY_FIRMWARE_MAP:
	case MEMORY_KERNEL:
		return strcasecmp(range->name, "reserved") == 0 ||
		       text_begins(range->name, "Persistent Memory");
	default:
		return false;
	}
}

unsigned int memory_map_kept(const struct memory_map *map, const struct extent *extent)
{
	for (unsigned int i = 0; i < map->excluded.count; i++) {
		const struct memory_range *range = &map->excluded.list[i];

		if (memory_range_keeps_images(range) && extent_holds(&range->given, extent))
			return range->flags;
	}
	return 0;
}

bool memory_map_is_memory(const struct memory_map *map, const struct extent *extent)
{
	const struct memory_ranges *chunks = memory_map_chunks(map);

	for (unsigned int i = 0; i < chunks->count; i++)
		if (extent_overlaps(&chunks->list[i].extent, extent))
			return true;
	return false;
}

uint64_t memory_ranges_sum(const struct memory_ranges *ranges)
{
	uint64_t sum = 0;

	for (unsigned int i = 0; i < ranges->count; i++)
		sum += ranges->list[i].extent.len;
	return sum;
}

const char *memory_source_name(enum memory_source source)
{
	static const char *const names[] = {
		[MEMORY_FIRMWARE_MAP] = "firmware map",
		[MEMORY_EFI] = "EFI",
		[MEMORY_DEVICETREE] = "reserved-memory",
		[MEMORY_NFIT] = "NFIT",
		[MEMORY_DT_PMEM] = "pmem-region",
		[MEMORY_E820_PMEM] = "e820 type 12",
		[MEMORY_VIRTIO_PMEM] = "virtio-pmem",
		[MEMORY_SOFT_RESERVED] = "soft-reserved",
		[MEMORY_DAX] = "dax",
		[MEMORY_CXL_WINDOW] = "CXL window",
		[MEMORY_KERNEL] = "kernel",
	};

	return names[source];
}
