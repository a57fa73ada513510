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

/* Find the first top-level resource with one of two names that overlaps the range. */
static bool find_owner(struct slice iomem, const struct extent *extent, const char *name,
		       const char *other_name, struct iomem_resource *ret)
{
	while (iomem_next(&iomem, ret) > 0)
		if (ret->depth == 0 && intersects(ret, extent) &&
		    (strcmp(ret->name, name) == 0 || strcmp(ret->name, other_name) == 0))
			return true;
	return false;
}

/* ---- What the kernel made of a claim ---- */

static const struct nd_region *find_region(const struct claim *claim, const struct nd *nd)
{
	for (unsigned int i = 0; i < nd->n_regions; i++)
		if (extent_overlaps(&claim->extent, &nd->regions[i].extent) ||
		    claim_is_of_device(claim, &nd->regions[i]))
			return &nd->regions[i];
	return NULL;
}

/* The first namespace of the region that has a disk, or else its first; NULL if it has none. */
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

/*
 * The index of the region's disk with a medium, or else of its first disk; n_disks if it has none.
 */
static unsigned int find_disk(const struct view *view, const char *region)
{
	unsigned int first = view->nd->n_disks;

	for (unsigned int i = 0; i < view->nd->n_disks; i++) {
		if (strcmp(view->nd->disks[i].region, region) != 0)
			continue;
		if (view->contents[i] && view->contents[i]->code == FAILURE_NONE)
			return i;
		if (first == view->nd->n_disks)
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

/* A claim, and what the kernel made of it: NULL, or n_disks, for what it did not make. */
struct sight {
	const struct claim *claim; /* with the region's extent if the claim has none */
	const struct view *view;
	const struct nd_region *region;
	const struct nd_namespace *namespace;
	const struct dax_device *dax;
	unsigned int disk;	     /* index in the view */
	struct iomem_resource owner; /* set by the rules that find one */
};

static bool is_held(const struct sight *sight)
{
	return sight->namespace && sight->namespace->holder[0];
}

/* A namespace that an info block gave to device-dax has a holder: healing can undo that. */
static bool is_kmem(struct sight *sight)
{
	return !is_held(sight) && sight->dax && strcmp(sight->dax->driver, "kmem") == 0;
}

static bool is_dax(struct sight *sight)
{
	return !is_held(sight) && sight->dax;
}

static bool is_soft_reserved(struct sight *sight)
{
	return !is_held(sight) && sight->claim->provider == CLAIM_SOFT_RESERVED;
}

static bool is_system_ram(struct sight *sight)
{
	return find_owner(sight->view->iomem, &sight->claim->extent, "System RAM", "System RAM",
			  &sight->owner);
}

static bool provider_driver_missing(struct sight *sight)
{
	return !sight->region && !sight->view->drivers[sight->claim->provider];
}

static bool no_region(struct sight *sight)
{
	return !sight->region;
}

static bool no_namespace(struct sight *sight)
{
	return !sight->namespace;
}

static bool has_holder(struct sight *sight)
{
	return is_held(sight);
}

static bool is_bound(struct sight *sight)
{
	return sight->namespace->bound;
}

static bool nd_pmem_missing(struct sight *sight)
{
	return !sight->view->nd->pmem;
}

static bool is_misaligned(struct sight *sight)
{
	return sight->claim->care == CLAIM_CARE_MISALIGNED;
}

static bool is_reserved(struct sight *sight)
{
	return find_owner(sight->view->iomem, &sight->claim->extent, "Reserved", "reserved",
			  &sight->owner);
}

static bool has_reserved_pages(struct sight *sight)
{
	return sight->claim->care == CLAIM_CARE_RESERVED && is_reserved(sight);
}

static bool is_unbound(struct sight *sight)
{
	(void)sight;
	return true;
}

/*
 * A rule of a verdict. In its text, $c stands for the claimed range, $d for the provider's driver,
 * $x for the dax device, $o for the owner in /proc/iomem, $r for the region, $n for the namespace,
 * and $h for its holder.
 */
struct rule {
	bool (*applies)(struct sight *sight);
	enum failure_code code;
	const char *text;
};

/* Why there is no namespace for the range. */
static const struct rule range_rules[] = {
	{ is_kmem, FAILURE_DAX,
	  "$c was given to device-dax, and kmem made it System RAM ($x): it is overwritten" },
	{ is_dax, FAILURE_DAX, "$c was given to device-dax ($x)" },
	{ is_soft_reserved, FAILURE_DAX,
	  "$c is reserved for device-dax, and nothing else claims memory" },
	{ is_system_ram, FAILURE_EATEN,
	  "$c belongs to System RAM ($o): it may have been overwritten" },
	{ provider_driver_missing, FAILURE_DRIVER_MISSING,
	  "$c needs the driver $d, which is missing" },
	{ no_region, FAILURE_NO_REGION,
	  "$c is claimed by firmware, but $d has made no region of it" },
	{ no_namespace, FAILURE_NOT_BOUND, "$c is $r, but the kernel has made no namespace of it" },
};

/* Why there is no disk for its namespace. */
static const struct rule namespace_rules[] = {
	{ has_holder, FAILURE_INFO_BLOCK,
	  "$c has an info block that gives it to $h instead of making a disk" },
	{ is_bound, FAILURE_NOT_BOUND, "$c is $n, but the kernel has made no disk of it yet" },
	{ nd_pmem_missing, FAILURE_DRIVER_MISSING, "$c is $n, but the driver nd_pmem is missing" },
	{ is_misaligned, FAILURE_MISALIGNED,
	  "$c does not begin and end at multiples of 2 MiB: the kernel refuses it (-95)" },
	{ has_reserved_pages, FAILURE_REFUSED,
	  "$c is reserved ($o), and the kernel could not take it for $n (-17)" },
	{ is_reserved, FAILURE_REFUSED,
	  "$c is reserved ($o), and the kernel could not take it for $n (-16)" },
	{ is_unbound, FAILURE_NOT_BOUND, "$c is $n, but nd_pmem did not bind it" },
};

static int append_claim(char *buf, size_t size, const struct claim *claim)
{
	char bytes[32];

	if (claim->extent.len > 0)
		return text_append(buf, size, "the %s range at 0x%" PRIx64 " (%s)",
				   claim_provider_name(claim), claim->extent.offset,
				   text_size(bytes, sizeof(bytes), claim->extent.len));
	return text_append(buf, size, "the %s device%s%s", claim_provider_name(claim),
			   claim->device[0] ? " " : "", claim->device);
}

/* Append what a letter after "$" in a rule's text stands for. */
static int append_term(char *buf, size_t size, char term, const struct sight *sight)
{
	switch (term) {
	case 'c':
		return append_claim(buf, size, sight->claim);
	case 'd':
		return text_append(buf, size, "%s", claim_driver_name(sight->claim));
	case 'x':
		return text_append(buf, size, "%s", sight->dax->name);
	case 'o':
		return text_append(buf, size, "0x%" PRIx64 "-0x%" PRIx64, sight->owner.start,
				   sight->owner.end);
	case 'r':
		return text_append(buf, size, "%s", sight->region->name);
	case 'n':
		return text_append(buf, size, "%s", sight->namespace->name);
	default:
		return text_append(buf, size, "%s", sight->namespace->holder);
	}
}

static void set_verdict(const struct rule *rule, const struct sight *sight, struct failure *why)
{
	char line[FAILURE_LINE_MAX] = "";
	const char *text = rule->text;
	int r = 0;

	while (r == 0 && *text) {
		size_t len = strcspn(text, "$");

		r = text_append(line, sizeof(line), "%.*s", (int)len, text);
		text += len;
		if (r == 0 && *text) {
			r = append_term(line, sizeof(line), text[1], sight);
			text += 2;
		}
	}
	(void)failure_set(why, rule->code, -ENODEV, "%s", line);
}

/* The first rule that applies gives the verdict. False if none does. */
static bool apply_rules(const struct rule *rules, size_t n, struct sight *sight,
			struct failure *why)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].applies(sight)) {
			set_verdict(&rules[i], sight, why);
			return true;
		}
	return false;
}

static void judge_disk(const struct view *view, unsigned int i, struct verdict *ret)
{
	const struct nd_disk *disk = &view->nd->disks[i];
	const struct failure *content = view->contents[i];

	text_copy_cut(ret->disk, sizeof(ret->disk), disk->name);
	if (content && content->code != FAILURE_NONE)
		(void)failure_set(&ret->why, content->code, -ENOMEDIUM, "/dev/%s: %s", disk->name,
				  content->line);
}

/* Find what the kernel made of the verdict's claim, and set the region's name in the verdict. */
static void fill_sight(const struct view *view, struct verdict *verdict, struct sight *ret)
{
	const struct nd_region *region = find_region(&verdict->claim, view->nd);

	*ret = (struct sight){ &verdict->claim, view, .region = region, .disk = view->nd->n_disks };
	if (region) {
		text_copy_cut(verdict->region, sizeof(verdict->region), region->name);
		if (verdict->claim.extent.len == 0)
			verdict->claim.extent = region->extent;
		ret->namespace = find_namespace(view->nd, region->name);
		ret->disk = find_disk(view, region->name);
	}
	ret->dax = find_dax(&view->dax, &verdict->claim.extent);
}

void verdict_judge(const struct claim *claim, const struct view *view, struct verdict *ret)
{
	const struct nd_namespace *namespace;
	struct sight sight;
	bool has_disk;

	*ret = (struct verdict){ .claim = *claim };
	fill_sight(view, ret, &sight);
	namespace = sight.namespace;
	has_disk = namespace && namespace->disk && sight.disk < view->nd->n_disks;
	if (!has_disk && apply_rules(range_rules, array_size(range_rules), &sight, &ret->why))
		return;
	text_copy_cut(ret->namespace, sizeof(ret->namespace), namespace->name);
	if (has_disk)
		judge_disk(view, sight.disk, ret);
	else
		(void)apply_rules(namespace_rules, array_size(namespace_rules), &sight, &ret->why);
}

void verdicts_judge(const struct claims *claims, const struct view *view, struct verdicts *ret)
{
	ret->count = 0;
	ret->cut = claims->cut || view->nd->cut;
	for (unsigned int i = 0; i < claims->count; i++)
		verdict_judge(&claims->list[i], view, &ret->list[ret->count++]);
	for (unsigned int i = 0; i < view->nd->n_regions; i++) {
		const struct nd_region *region = &view->nd->regions[i];
		struct claim claim = claim_of_region(claims, region);

		if (claims_of_region(claims, region))
			continue;
		text_copy_cut(claim.device, sizeof(claim.device), region->name);
		verdict_judge(&claim, view, &ret->list[ret->count++]);
	}
}

bool verdicts_have_disks(const struct verdicts *verdicts)
{
	for (unsigned int i = 0; i < verdicts->count; i++)
		if (!verdicts->list[i].disk[0])
			return false;
	return true;
}

/*
 * A missing driver is not final, because udev may load it. If the agent loads the drivers, it knows
 * which are missing.
 */
static bool is_final(enum failure_code code)
{
	return code != FAILURE_NONE && code != FAILURE_NO_REGION && code != FAILURE_NOT_BOUND &&
	       code != FAILURE_DRIVER_MISSING;
}

/* The order of preference, lower first: a disk with other contents explains least. */
static unsigned int telling_order(const struct verdict *verdict)
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
		    (!most || telling_order(verdict) < telling_order(most)))
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

bool verdicts_may_beat(const struct verdicts *verdicts, unsigned int rank)
{
	for (unsigned int i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->list[i];

		if (claim_rank(&verdict->claim) < rank && verdict->why.code != FAILURE_NONE &&
		    !is_final(verdict->why.code))
			return true;
	}
	return false;
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
