// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/doctor.h"

#include "base/text.h"

#include <inttypes.h>
#include <string.h>

static const char *yes_no(bool value)
{
	return value ? "yes" : "no";
}

/* Names come from firmware and from the kernel; none of them shall drive a terminal. */
static const char *printable(char *buf, size_t size, const char *text)
{
	text_copy_cut(buf, size, text);
	text_make_printable(buf);
	return buf;
}

/* ---- Ranges ---- */

static void print_extent(FILE *stream, const struct extent *extent)
{
	fprintf(stream, "  0x%012" PRIx64 "-0x%012" PRIx64, extent->offset,
		extent->offset + extent->len - 1);
}

/* "  1023.5 MiB   262016 pages" */
static void print_size(FILE *stream, uint64_t bytes, uint64_t page)
{
	fprintf(stream, " %9" PRIu64 ".%u MiB %10" PRIu64 " pages", bytes >> 20,
		(unsigned int)((bytes & 0xfffff) * 10 >> 20), bytes / page);
}

static void print_ranges(FILE *stream, const struct memory_ranges *ranges, uint64_t page)
{
	for (unsigned int i = 0; i < ranges->count; i++) {
		print_extent(stream, &ranges->list[i].extent);
		print_size(stream, ranges->list[i].extent.len, page);
		fputc('\n', stream);
	}
	fprintf(stream, "  %-29s", "in all");
	print_size(stream, memory_ranges_sum(ranges), page);
	fputc('\n', stream);
}

static void print_excluded(FILE *stream, const struct memory_ranges *ranges)
{
	char name[MEMORY_NAME_MAX];

	fprintf(stream, "\nExcluded memory regions\n");
	for (unsigned int i = 0; i < ranges->count; i++) {
		const struct memory_range *range = &ranges->list[i];

		print_extent(stream, &range->extent);
		fprintf(stream, " %-7s %-6s  %-15s %s\n",
			range->flags & MEMORY_NO_ALLOC ? "NoAlloc"
			: range->flags & MEMORY_LENT   ? "Lent"
						       : "",
			range->flags & MEMORY_NO_DUMP ? "NoDump" : "",
			memory_source_name(range->source),
			printable(name, sizeof(name), range->name));
	}
}

static void print_map(FILE *stream, const struct memory_map *map)
{
	bool by_firmware = map->firmware.count > 0;

	if (!by_firmware && map->kernel.count == 0 && map->excluded.count == 0)
		return;
	fprintf(stream, "\nPhysical memory chunks, as %s has them\n",
		by_firmware ? "firmware" : "the kernel");
	print_ranges(stream, memory_map_chunks(map), map->page);
	if (by_firmware && map->kernel.count > 0) {
		fprintf(stream, "  %-29s", "of them System RAM");
		print_size(stream, memory_ranges_sum(&map->kernel), map->page);
		fputc('\n', stream);
	}
	print_excluded(stream, &map->excluded);
	fprintf(stream, "\nAvailable memory\n");
	print_ranges(stream, &map->available, map->page);
}

/* ---- Images ---- */

static const char *page_map_words(const struct doctor_image *image)
{
	if (image->dax)
		return "page map and DAX";
	return claim_may_have_page_map(&image->verdict->claim) ? "no page map now, one is possible"
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
	fprintf(stream, "%s node %d", before, node);
	if (tier)
		fprintf(stream, ", tier %u", tier->number);
}

static void print_place(FILE *stream, const struct doctor *doctor, const struct doctor_image *image)
{
	uint64_t alignment = claim_alignment(&image->verdict->claim);

	if (alignment == 0)
		fprintf(stream, "      alignment not known");
	else
		fprintf(stream, "      aligned to 4 KiB: %s, to 2 MiB: %s",
			yes_no(alignment >= 4096), yes_no(alignment >= 2 << 20));
	fprintf(stream, "; %s", page_map_words(image));
	print_node(stream, &doctor->policy, ";", image->node);
	if (image->target_node != image->node)
		print_node(stream, &doctor->policy, "; as System RAM", image->target_node);
	fputc('\n', stream);
}

static void print_image(FILE *stream, const struct doctor *doctor, const struct doctor_image *image)
{
	const struct verdict *verdict = image->verdict;
	const struct failure *why = &verdict->why;
	char text[FAILURE_LINE_MAX];

	if (verdict->claim.extent.len > 0) {
		print_extent(stream, &verdict->claim.extent);
		print_size(stream, verdict->claim.extent.len, doctor->map.page);
	} else {
		fprintf(stream, "  %s, no range yet",
			printable(text, sizeof(text), verdict->claim.device));
	}
	fprintf(stream, "  %s, %s\n", claim_provider_name(&verdict->claim),
		claim_kind_name(&verdict->claim));
	fprintf(stream, "      %s", why->code == FAILURE_NONE ? "usable" : failure_name(why->code));
	if (why->code != FAILURE_NONE)
		fprintf(stream, ": %s", printable(text, sizeof(text), why->line));
	else if (image->content && image->content->unwanted)
		fprintf(stream, ", but not what pmemboot.root= asks for");
	else if (image->content && image->content->seen)
		fprintf(stream, ": %s", printable(text, sizeof(text), image->content->title));
	fputc('\n', stream);
	if (verdict->region[0])
		fprintf(stream, "      %s%s%s%s%s%s%s%s\n", verdict->region,
			verdict->namespace[0] ? ", " : "", verdict->namespace,
			image->driver[0] ? ", bound to " : "", image->driver,
			verdict->disk[0] ? ", /dev/" : "", verdict->disk,
			image->driver[0] ? "" : ", no driver bound");
	print_place(stream, doctor, image);
}

static void print_images(FILE *stream, const struct doctor *doctor)
{
	fprintf(stream, "\nImages\n");
	for (unsigned int i = 0; i < doctor->verdicts.count; i++)
		print_image(stream, doctor, &doctor->images[i]);
	if (doctor->verdicts.count == 0)
		fprintf(stream, "  none is claimed\n");
}

static void print_findings(FILE *stream, const struct findings *findings)
{
	char line[FINDING_LINE_MAX];

	if (findings->count > 0)
		fprintf(stream, "\nFindings\n");
	for (unsigned int i = 0; i < findings->count; i++)
		fprintf(stream, "  %s %s [%s]\n", findings->list[i].danger ? "!" : "-",
			printable(line, sizeof(line), findings->list[i].line),
			finding_name(findings->list[i].code));
	if (findings->cut)
		fprintf(stream, "  - and more\n");
}

/* ---- Policy ---- */

static void print_soft_reserved(FILE *stream, const struct doctor *doctor)
{
	for (unsigned int i = 0; i < doctor->map.excluded.count; i++) {
		const struct memory_range *range = &doctor->map.excluded.list[i];
		const struct dax_device *owner;

		if (range->source != MEMORY_SOFT_RESERVED)
			continue;
		owner = memory_policy_owner(&doctor->view.dax, &range->given);
		print_extent(stream, &range->extent);
		if (owner)
			fprintf(stream, " soft-reserved: %s has it, %s\n", owner->name,
				owner->driver[0] ? owner->driver : "no driver bound");
		else
			fprintf(stream, " soft-reserved: nobody has it\n");
	}
}

/* "0-3,8" of a set that a predicate chooses from. */
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
			fprintf(stream, "%s%u-%u", comma, node, last);
		else
			fprintf(stream, "%s%u", comma, node);
		comma = ",";
		node = last;
	}
	if (!*comma)
		fputs("none", stream);
}

static void print_numa(FILE *stream, const struct memory_policy *policy)
{
	struct node_set only = { { 0 } };

	for (unsigned int node = 0; node < NODES_MAX; node++)
		if (memory_policy_is_memory_only(policy, node))
			only.bits[node / 64] |= 1ULL << node % 64;
	fputs("  NUMA nodes      ", stream);
	print_nodes(stream, &policy->nodes);
	fputs("; of memory only: ", stream);
	print_nodes(stream, &only);
	fputc('\n', stream);
	for (unsigned int i = 0; i < policy->n_tiers; i++) {
		fprintf(stream, "  memory tier %-3u nodes ", policy->tiers[i].number);
		print_nodes(stream, &policy->tiers[i].nodes);
		fputc('\n', stream);
	}
}

static void print_cma(FILE *stream, const struct memory_policy *policy)
{
	char bytes[32];

	if (!policy->has_cma) {
		fputs("  CMA             not in this kernel\n", stream);
		return;
	}
	fprintf(stream, "  CMA             %s", text_size(bytes, sizeof(bytes), policy->cma));
	if (policy->cma > 0)
		fprintf(stream, ", %s free", text_size(bytes, sizeof(bytes), policy->cma_free));
	for (unsigned int i = 0; i < policy->n_cma; i++)
		fprintf(stream, "; node %u: %s", policy->cma_of[i].node,
			text_size(bytes, sizeof(bytes), policy->cma_of[i].bytes));
	fputc('\n', stream);
}

static void print_policy(FILE *stream, const struct doctor *doctor)
{
	const struct memory_policy *policy = &doctor->policy;

	fprintf(stream, "\nMemory policy\n  soft reserve    %s\n",
		soft_reserve_name(policy->soft_reserve));
	print_soft_reserved(stream, doctor);
	fprintf(stream, "  plugged in      %s", memory_policy_hotplug(policy));
	if (policy->online[0])
		fprintf(stream, " (auto_online_blocks: %s)", policy->online);
	if (policy->online_word[0])
		fprintf(stream, " (memhp_default_state=%s)", policy->online_word);
	if (policy->online_config[0])
		fprintf(stream, " (built: %s)", policy->online_config);
	if (policy->zones[0])
		fprintf(stream, " (%s)", policy->zones);
	fputc('\n', stream);
	if (policy->has_nodes)
		print_numa(stream, policy);
	if (!doctor->elsewhere)
		print_cma(stream, policy);
}

/* ---- All ---- */

static const char *answer_words(const struct doctor *doctor)
{
	static const char *const words[][2] = {
		[DOCTOR_YES] = { "it can boot from its image now", "it would boot from an image" },
		[DOCTOR_NO] = { "it cannot boot from its image",
				"it would not boot from an image" },
		[DOCTOR_UNKNOWN] = { "whether it can boot from its image cannot be told", "" },
	};

	return words[doctor->answer][doctor->elsewhere];
}

void doctor_print(const struct doctor *doctor, FILE *stream)
{
	char line[FAILURE_LINE_MAX];

	print_map(stream, &doctor->map);
	if (!doctor->elsewhere || doctor->verdicts.count > 0)
		print_images(stream, doctor);
	print_findings(stream, &doctor->findings);
	print_policy(stream, doctor);
	kernel_print(&doctor->kernel, stream);
	if (doctor->n_denied > 0)
		fprintf(stream, "\nOnly root can know\n");
	for (unsigned int i = 0; i < doctor->n_denied; i++)
		fprintf(stream, "  %s\n", doctor->denied[i]);
	fprintf(stream, "\nVerdict: %s: %s", answer_words(doctor),
		printable(line, sizeof(line), doctor->line));
	if (doctor->reason[0])
		fprintf(stream, " [%s]", doctor->reason);
	fputc('\n', stream);
	if (doctor->remedy[0])
		fprintf(stream, "What to do: %s\n", doctor->remedy);
}
