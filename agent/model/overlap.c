// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/overlap.h"

#include "base/text.h"

#include <inttypes.h>
#include <string.h>

enum { NAME_MAX_PRINTED = MEMORY_NAME_MAX + 96, PASSES_MAX = 8 };

static bool is_image(const struct memory_range *range)
{
	switch (range->source) {
	case MEMORY_NFIT:
	case MEMORY_DT_PMEM:
	case MEMORY_E820_PMEM:
	case MEMORY_VIRTIO_PMEM:
		return true;
	default:
		return false;
	}
}

static const char *describe_range(char *buf, size_t size, const struct memory_range *range)
{
	text_print_cut(buf, size, "%s%s%s%s 0x%" PRIx64 "-0x%" PRIx64,
		       memory_source_name(range->source), range->name[0] ? " \"" : "", range->name,
		       range->name[0] ? "\"" : "", range->given.offset,
		       range->given.offset + range->given.len - 1);
	return buf;
}

static struct extent common_part(const struct extent *one, const struct extent *other)
{
	uint64_t begin = one->offset > other->offset ? one->offset : other->offset;
	uint64_t end = one->offset + one->len, other_end = other->offset + other->len;

	return (struct extent){ begin, (end < other_end ? end : other_end) - begin };
}

/* Judge two ranges with a page in common. If one of them is an image's, it is passed as image. */
static void judge_pair(const struct memory_range *image, const struct memory_range *other,
		       struct findings *findings)
{
	char one[NAME_MAX_PRINTED], two[NAME_MAX_PRINTED];
	struct extent both = common_part(&image->extent, &other->extent);
	bool nested = extent_holds(&image->given, &other->given) ||
		      extent_holds(&other->given, &image->given);

	describe_range(one, sizeof(one), image);
	describe_range(two, sizeof(two), other);
	if (!extent_overlaps(&image->given, &other->given)) {
		if (is_image(image))
			finding_add(findings, FINDING_SHARED_PAGE, true, both,
				    "%s shares a page with %s: firmware must align it to pages",
				    one, two);
	} else if (is_image(image) && is_image(other)) {
		finding_add(findings, FINDING_TWO_CLAIMS, true, both,
			    "%s is also %s: only one driver can use it; one of the two "
			    "descriptions is wrong",
			    one, two);
	} else if (is_image(image) && memory_range_keeps_images(other)) {
		if (!extent_holds(&other->given, &image->given))
			finding_add(findings, FINDING_STRADDLE, true, both,
				    "%s is only partly in %s: the kernel refuses such a range", one,
				    two);
	} else if (is_image(image)) {
		finding_add(findings, FINDING_OTHER_OWNER, true, both,
			    "%s is also %s: its owner may overwrite the image", one, two);
	} else if (!nested) {
		finding_add(findings, FINDING_STRADDLE, false, both,
			    "%s and %s overlap, and neither contains the other", one, two);
	}
}

static void judge_pairs(const struct memory_ranges *excluded, struct findings *findings)
{
	for (unsigned int i = 0; i < excluded->count && !findings->cut; i++) {
		const struct memory_range *one = &excluded->list[i];

		for (unsigned int k = i + 1; k < excluded->count; k++) {
			const struct memory_range *other = &excluded->list[k];

			if (!extent_overlaps(&one->extent, &other->extent))
				break; /* they are sorted by address */
			if (is_image(other))
				judge_pair(other, one, findings);
			else
				judge_pair(one, other, findings);
		}
	}
}

/* ---- System RAM ---- */

static void judge_ram(const struct memory_range *image, const struct memory_ranges *ram,
		      struct findings *findings)
{
	char name[NAME_MAX_PRINTED];

	for (unsigned int i = 0; i < ram->count; i++)
		if (extent_overlaps(&image->extent, &ram->list[i].extent)) {
			struct extent both = common_part(&image->extent, &ram->list[i].extent);

			finding_add(findings, FINDING_SYSTEM_RAM, true, both,
				    "%s is System RAM from 0x%" PRIx64 " to 0x%" PRIx64
				    ": firmware must remove it from the memory map",
				    describe_range(name, sizeof(name), image), both.offset,
				    both.offset + both.len - 1);
			return;
		}
}

/* ---- Pages without an owner ---- */

static void skip_extent(uint64_t *at, const struct extent *extent)
{
	if (extent_has(extent, *at))
		*at = extent->offset + extent->len;
}

/* The first byte of a range that neither a resource of the kernel nor a map of firmware covers. */
static uint64_t first_free(const struct memory_map *map, const struct extent *extent)
{
	uint64_t at = extent->offset, before = ~at;

	for (int i = 0; i < PASSES_MAX && at != before && extent_has(extent, at); i++) {
		before = at;
		for (unsigned int k = 0; k < map->excluded.count; k++)
			if (!is_image(&map->excluded.list[k]))
				skip_extent(&at, &map->excluded.list[k].extent);
		for (unsigned int k = 0; k < map->taken.count; k++)
			skip_extent(&at, &map->taken.list[k].extent);
	}
	return at;
}

static void judge_free(const struct memory_range *image, const struct memory_map *map,
		       struct findings *findings)
{
	uint64_t at = first_free(map, &image->extent);
	char name[NAME_MAX_PRINTED];
	struct extent rest;

	if (!extent_has(&image->extent, at))
		return;
	rest = (struct extent){ at, image->extent.offset + image->extent.len - at };
	finding_add(findings, FINDING_UNRESERVED, true, rest,
		    "%s is not reserved from 0x%" PRIx64 " on: until a driver takes it, the "
		    "kernel may assign that address to a device as I/O space",
		    describe_range(name, sizeof(name), image), at);
}

void overlaps_find(const struct memory_map *map, struct findings *findings)
{
	const struct memory_ranges *ram = map->kernel.count > 0 ? &map->kernel : &map->firmware;

	for (unsigned int i = 0; i < map->excluded.count; i++) {
		if (!is_image(&map->excluded.list[i]))
			continue;
		/* The kernel does not make System RAM of memory that firmware reserves. */
		if (ram == &map->kernel || !memory_map_kept(map, &map->excluded.list[i].given))
			judge_ram(&map->excluded.list[i], ram, findings);
		if (map->taken.count > 0)
			judge_free(&map->excluded.list[i], map, findings);
	}
	judge_pairs(&map->excluded, findings);
	if (map->excluded.cut || map->firmware.cut || map->kernel.cut || map->available.cut)
		finding_add(findings, FINDING_CUT, false, (struct extent){ 0, 0 },
			    "the memory map has too many ranges: only %u are checked",
			    map->excluded.max);
}
