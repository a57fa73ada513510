// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor_print.h"

#include "base/line.h"
#include "base/text.h"
#include "doctor/kernel_print.h"
#include "log/colour.h"

#include <inttypes.h>
#include <string.h>

static const char *yes_no(bool value)
{
	return value ? "yes" : "no";
}

/* ---- Ranges ---- */

static void print_extent(FILE *stream, const struct extent *extent)
{
	line_write(stream, "  0x%012" PRIx64 "-0x%012" PRIx64, extent->offset,
		   extent->offset + extent->len - 1);
}

/* "  1023.5 MiB   262016 pages" */
static void print_size(FILE *stream, uint64_t bytes, uint64_t page)
{
	line_write(stream, " %9" PRIu64 ".%u MiB %10" PRIu64 " pages", bytes >> 20,
		   (unsigned int)((bytes & 0xfffff) * 10 >> 20), bytes / page);
}

static void print_ranges(FILE *stream, const struct memory_ranges *ranges, uint64_t page)
{
	for (unsigned int i = 0; i < ranges->count; i++) {
		print_extent(stream, &ranges->list[i].extent);
		print_size(stream, ranges->list[i].extent.len, page);
		line_write(stream, "\n");
	}
	line_write(stream, "  %-29s", "total");
	print_size(stream, memory_ranges_sum(ranges), page);
	line_write(stream, "\n");
}

static void print_excluded(FILE *stream, const struct memory_ranges *ranges)
{
	line_write(stream, "\nExcluded memory regions\n");
	for (unsigned int i = 0; i < ranges->count; i++) {
		const struct memory_range *range = &ranges->list[i];

		print_extent(stream, &range->extent);
		line_write(stream, " %-7s %-6s  %-15s %s\n",
			   range->flags & MEMORY_NO_ALLOC ? "NoAlloc"
			   : range->flags & MEMORY_LENT	  ? "Lent"
							  : "",
			   range->flags & MEMORY_NO_DUMP ? "NoDump" : "",
			   memory_source_name(range->source), range->name);
	}
}

static void print_map(FILE *stream, const struct memory_map *map)
{
	bool by_firmware = map->firmware.count > 0;

	if (!by_firmware && map->kernel.count == 0 && map->excluded.count == 0)
		return;
	line_write(stream, "\nPhysical memory chunks, according to %s\n",
		   by_firmware ? "firmware" : "the kernel");
	print_ranges(stream, memory_map_chunks(map), map->page);
	if (by_firmware && map->kernel.count > 0) {
		line_write(stream, "  %-29s", "of which System RAM");
		print_size(stream, memory_ranges_sum(&map->kernel), map->page);
		line_write(stream, "\n");
	}
	print_excluded(stream, &map->excluded);
	line_write(stream, "\nAvailable memory\n");
	print_ranges(stream, &map->available, map->page);
}

/* ---- Images ---- */

static const char *page_map_words(const struct doctor_image *image)
{
	if (image->dax)
		return "page map and DAX";
	return claim_may_have_page_map(&image->verdict->claim) ? "no page map, but one is possible"
							       : "no page map, no DAX";
}

/* "; node 0, tier 4" */
static void print_node(FILE *stream, const struct memory_policy *policy, const char *before,
		       int node)
{
	const struct memory_tier *tier;

	if (node < 0)
		return;
	tier = memory_policy_tier(policy, (unsigned int)node);
	line_write(stream, "%s node %d", before, node);
	if (tier)
		line_write(stream, ", tier %u", tier->number);
}

static void print_place(FILE *stream, const struct doctor *doctor, const struct doctor_image *image)
{
	uint64_t alignment = claim_alignment(&image->verdict->claim);

	if (alignment == 0)
		line_write(stream, "      alignment unknown");
	else
		line_write(stream, "      aligned to 4 KiB: %s, to 2 MiB: %s",
			   yes_no(alignment >= 4096), yes_no(alignment >= 2 << 20));
	line_write(stream, "; %s", page_map_words(image));
	print_node(stream, &doctor->policy, ";", image->node);
	if (image->target_node != image->node)
		print_node(stream, &doctor->policy, "; as System RAM", image->target_node);
	line_write(stream, "\n");
}

static void print_image(FILE *stream, const struct doctor *doctor, const struct doctor_image *image)
{
	const struct verdict *verdict = image->verdict;
	const struct failure *why = &verdict->why;

	if (verdict->claim.extent.len > 0) {
		print_extent(stream, &verdict->claim.extent);
		print_size(stream, verdict->claim.extent.len, doctor->map.page);
	} else {
		line_write(stream, "  %s, no range yet", verdict->claim.device);
	}
	line_write(stream, "  %s, %s\n", claim_provider_name(&verdict->claim),
		   claim_kind_name(&verdict->claim));
	line_write(stream, "      ");
	colour_set(stream, why->code == FAILURE_NONE ? COLOUR_GREEN : COLOUR_RED);
	line_write(stream, "%s", why->code == FAILURE_NONE ? "usable" : failure_name(why->code));
	colour_set(stream, COLOUR_PLAIN);
	if (why->code != FAILURE_NONE)
		line_write(stream, ": %s", why->line);
	else if (image->content && image->content->unwanted)
		line_write(stream, ", but does not match pmemboot.root=");
	else if (image->content && image->content->seen)
		line_write(stream, ": %s", image->content->title);
	line_write(stream, "\n");
	if (verdict->region[0])
		line_write(stream, "      %s%s%s%s%s%s%s%s\n", verdict->region,
			   verdict->namespace[0] ? ", " : "", verdict->namespace,
			   image->driver[0] ? ", bound to " : "", image->driver,
			   verdict->disk[0] ? ", /dev/" : "", verdict->disk,
			   image->driver[0] ? "" : ", no driver bound");
	print_place(stream, doctor, image);
}

static void print_images(FILE *stream, const struct doctor *doctor)
{
	line_write(stream, "\nImages\n");
	for (unsigned int i = 0; i < doctor->verdicts.count; i++)
		print_image(stream, doctor, &doctor->images[i]);
	if (doctor->verdicts.count == 0)
		line_write(stream, "  none\n");
}

static void print_findings(FILE *stream, const struct findings *findings)
{
	if (findings->count > 0)
		line_write(stream, "\nFindings\n");
	for (unsigned int i = 0; i < findings->count; i++)
		line_write(stream, "  %s %s [%s]\n", findings->list[i].danger ? "!" : "-",
			   findings->list[i].line, finding_name(findings->list[i].code));
	if (findings->cut)
		line_write(stream, "  - and more\n");
}

/* ---- Policy ---- */

static void print_soft_reserved(FILE *stream, const struct doctor *doctor)
{
	const struct memory_range *range = NULL;

	while ((range = memory_map_soft_reserved(&doctor->map, range)) != NULL) {
		const struct dax_device *owner = memory_policy_owner(&doctor->view.dax,
								     &range->given);

		print_extent(stream, &range->extent);
		if (owner)
			line_write(stream, " soft-reserved: owned by %s, %s\n", owner->name,
				   owner->driver[0] ? owner->driver : "no driver bound");
		else
			line_write(stream, " soft-reserved: not owned by a driver\n");
	}
}

/* Print a set as "0-3,8". */
static void print_nodes(FILE *stream, const struct node_set *set)
{
	const char *comma = "";

	for (unsigned int node = 0; node < NODES_MAX; node++) {
		unsigned int last = node;

		if (!node_set_has(set, node))
			continue;
		while (node_set_has(set, last + 1))
			last++;
		if (last > node)
			line_write(stream, "%s%u-%u", comma, node, last);
		else
			line_write(stream, "%s%u", comma, node);
		comma = ",";
		node = last;
	}
	if (!*comma)
		line_write(stream, "none");
}

static void print_numa(FILE *stream, const struct memory_policy *policy)
{
	struct node_set only = { { 0 } };

	for (unsigned int node = 0; node < NODES_MAX; node++)
		if (memory_policy_is_memory_only(policy, node))
			only.bits[node / 64] |= 1ULL << node % 64;
	line_write(stream, "  NUMA nodes      ");
	print_nodes(stream, &policy->nodes);
	line_write(stream, "; with memory only: ");
	print_nodes(stream, &only);
	line_write(stream, "\n");
	for (unsigned int i = 0; i < policy->n_tiers; i++) {
		line_write(stream, "  memory tier %-3u nodes ", policy->tiers[i].number);
		print_nodes(stream, &policy->tiers[i].nodes);
		line_write(stream, "\n");
	}
}

static void print_cma(FILE *stream, const struct memory_policy *policy)
{
	char bytes[32];

	if (!policy->has_cma) {
		line_write(stream, "  CMA             not in this kernel\n");
		return;
	}
	line_write(stream, "  CMA             %s", text_size(bytes, sizeof(bytes), policy->cma));
	if (policy->cma > 0)
		line_write(stream, ", %s free", text_size(bytes, sizeof(bytes), policy->cma_free));
	for (unsigned int i = 0; i < policy->n_cma; i++)
		line_write(stream, "; node %u: %s", policy->cma_of[i].node,
			   text_size(bytes, sizeof(bytes), policy->cma_of[i].bytes));
	line_write(stream, "\n");
}

static void print_policy(FILE *stream, const struct doctor *doctor)
{
	const struct memory_policy *policy = &doctor->policy;

	line_write(stream, "\nMemory policy\n  soft reserve    %s\n",
		   soft_reserve_name(policy->soft_reserve));
	print_soft_reserved(stream, doctor);
	line_write(stream, "  hotplugged      %s", memory_policy_hotplug(policy));
	if (policy->online[0])
		line_write(stream, " (auto_online_blocks: %s)", policy->online);
	if (policy->online_word[0])
		line_write(stream, " (memhp_default_state=%s)", policy->online_word);
	if (policy->online_config[0])
		line_write(stream, " (built: %s)", policy->online_config);
	if (policy->zones[0])
		line_write(stream, " (%s)", policy->zones);
	line_write(stream, "\n");
	if (policy->has_nodes)
		print_numa(stream, policy);
	if (!doctor->elsewhere)
		print_cma(stream, policy);
}

/* ---- All ---- */

static void print_last_failure(FILE *stream, const struct failure_record *last)
{
	if (!last->reason[0])
		return;
	line_write(stream, "\nLast boot that failed\n  %s: %s [%s]\n",
		   last->time[0] ? last->time : "time unknown", last->line, last->reason);
	if (last->url[0])
		line_write(stream, "  image from %s\n", last->url);
}

static const char *answer_words(const struct doctor *doctor)
{
	static const char *const words[][2] = {
		[DOCTOR_YES] = { "it can boot from its image now", "it would boot from an image" },
		[DOCTOR_NO] = { "it cannot boot from its image",
				"it would not boot from an image" },
		[DOCTOR_UNKNOWN] = { "it is unknown if it can boot from its image", "" },
	};

	return words[doctor->answer][doctor->elsewhere];
}

static void print_verdict(const struct doctor *doctor, FILE *stream)
{
	static const enum colour colours[] = { [DOCTOR_YES] = COLOUR_GREEN,
					       [DOCTOR_NO] = COLOUR_RED,
					       [DOCTOR_UNKNOWN] = COLOUR_YELLOW };

	line_write(stream, "\nVerdict: ");
	colour_set(stream, colours[doctor->answer]);
	line_write(stream, "%s", answer_words(doctor));
	colour_set(stream, COLOUR_PLAIN);
	line_write(stream, ": %s", doctor->line);
	if (doctor->reason[0])
		line_write(stream, " [%s]", doctor->reason);
	line_write(stream, "\n");
	if (doctor->remedy[0])
		line_write(stream, "What to do: %s\n", doctor->remedy);
}

void doctor_print(const struct doctor *doctor, FILE *stream)
{
	print_map(stream, &doctor->map);
	if (!doctor->elsewhere || doctor->verdicts.count > 0)
		print_images(stream, doctor);
	print_findings(stream, &doctor->findings);
	print_policy(stream, doctor);
	kernel_print(&doctor->kernel, stream);
	if (doctor->n_denied > 0)
		line_write(stream, "\nOnly root can read\n");
	for (unsigned int i = 0; i < doctor->n_denied; i++)
		line_write(stream, "  %s\n", doctor->denied[i]);
	print_last_failure(stream, &doctor->last);
	print_verdict(doctor, stream);
}
