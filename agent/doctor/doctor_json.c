// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor_json.h"

#include "base/json.h"
#include "doctor/kernel_print.h"
#include "log/version.h"

#include <string.h>

static void write_ranges(struct json *j, const char *key, const struct memory_ranges *ranges,
			 const struct memory_map *map, bool excluded)
{
	json_begin(j, key, '[');
	for (unsigned int i = 0; i < ranges->count; i++) {
		const struct memory_range *range = &ranges->list[i];

		json_begin(j, NULL, '{');
		json_u64(j, "start", range->extent.offset);
		json_u64(j, "end", range->extent.offset + range->extent.len - 1);
		json_u64(j, "pages", range->extent.len / map->page);
		if (excluded) {
			json_string(j, "source", memory_source_name(range->source));
			json_string(j, "name", range->name);
			json_bool(j, "no_alloc", range->flags & MEMORY_NO_ALLOC);
			json_bool(j, "no_dump", range->flags & MEMORY_NO_DUMP);
			json_bool(j, "lent", range->flags & MEMORY_LENT);
		}
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_map(struct json *j, const struct memory_map *map)
{
	json_begin(j, "memory", '{');
	json_u64(j, "page_size", map->page);
	json_string(j, "chunks_from", map->firmware.count > 0 ? "firmware" : "kernel");
	write_ranges(j, "chunks", memory_map_chunks(map), map, false);
	write_ranges(j, "system_ram", &map->kernel, map, false);
	write_ranges(j, "excluded", &map->excluded, map, true);
	write_ranges(j, "available", &map->available, map, false);
	json_end(j, '}');
}

static void write_image(struct json *j, const struct doctor *doctor,
			const struct doctor_image *image)
{
	const struct verdict *verdict = image->verdict;
	const struct memory_tier *tier = NULL;

	json_begin(j, NULL, '{');
	json_string(j, "provider", claim_provider_name(&verdict->claim));
	json_string(j, "kind", claim_kind_name(&verdict->claim));
	json_u64(j, "address", verdict->claim.extent.offset);
	json_u64(j, "size", verdict->claim.extent.len);
	json_u64(j, "alignment", claim_alignment(&verdict->claim));
	json_string(j, "verdict",
		    verdict->why.code == FAILURE_NONE ? "usable" : failure_name(verdict->why.code));
	json_string(j, "line", verdict->why.line);
	json_string(j, "region", verdict->region);
	json_string(j, "namespace", verdict->namespace);
	json_string(j, "driver", image->driver);
	json_string(j, "disk", verdict->disk);
	if (image->content && image->content->seen)
		json_string(j, "content", image->content->title);
	json_bool(j, "page_map_possible", claim_may_have_page_map(&verdict->claim));
	json_bool(j, "dax", image->dax);
	if (image->node >= 0) {
		json_u64(j, "node", (uint64_t)image->node);
		tier = memory_policy_tier(&doctor->policy, (unsigned int)image->node);
	}
	if (tier)
		json_u64(j, "tier", tier->number);
	if (image->target_node >= 0)
		json_u64(j, "target_node", (uint64_t)image->target_node);
	json_end(j, '}');
}

static void write_findings(struct json *j, const struct findings *findings)
{
	json_begin(j, "findings", '[');
	for (unsigned int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		json_begin(j, NULL, '{');
		json_string(j, "code", finding_name(finding->code));
		json_bool(j, "danger", finding->danger);
		json_u64(j, "address", finding->extent.offset);
		json_u64(j, "size", finding->extent.len);
		json_string(j, "line", finding->line);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_nodes(struct json *j, const char *key, const struct node_set *set)
{
	json_begin(j, key, '[');
	for (unsigned int node = 0; node < NODES_MAX; node++)
		if (node_set_has(set, node))
			json_u64(j, NULL, node);
	json_end(j, ']');
}

static void write_soft_reserved(struct json *j, const struct doctor *doctor)
{
	const struct memory_range *range = NULL;

	json_begin(j, "soft_reserved", '[');
	while ((range = memory_map_soft_reserved(&doctor->map, range)) != NULL) {
		const struct dax_device *owner = memory_policy_owner(&doctor->view.dax,
								     &range->given);

		json_begin(j, NULL, '{');
		json_u64(j, "address", range->given.offset);
		json_u64(j, "size", range->given.len);
		json_string(j, "owner", owner ? owner->name : "");
		json_string(j, "driver", owner ? owner->driver : "");
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_policy(struct json *j, const struct doctor *doctor)
{
	const struct memory_policy *policy = &doctor->policy;

	json_begin(j, "policy", '{');
	json_string(j, "soft_reserve", soft_reserve_name(policy->soft_reserve));
	write_soft_reserved(j, doctor);
	json_string(j, "auto_online_blocks", policy->online);
	json_string(j, "memhp_default_state", policy->online_word);
	json_string(j, "default_online_type", policy->online_config);
	json_string(j, "online_policy", policy->zones);
	write_nodes(j, "nodes", &policy->nodes);
	json_begin(j, "memory_only_nodes", '[');
	for (unsigned int node = 0; node < NODES_MAX; node++)
		if (memory_policy_is_memory_only(policy, node))
			json_u64(j, NULL, node);
	json_end(j, ']');
	json_begin(j, "tiers", '[');
	for (unsigned int i = 0; i < policy->n_tiers; i++) {
		json_begin(j, NULL, '{');
		json_u64(j, "tier", policy->tiers[i].number);
		write_nodes(j, "nodes", &policy->tiers[i].nodes);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_bool(j, "has_cma", policy->has_cma);
	json_u64(j, "cma", policy->cma);
	json_u64(j, "cma_free", policy->cma_free);
	json_begin(j, "cma_of_nodes", '[');
	for (unsigned int i = 0; i < policy->n_cma; i++) {
		json_begin(j, NULL, '{');
		json_u64(j, "node", policy->cma_of[i].node);
		json_u64(j, "bytes", policy->cma_of[i].bytes);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}

static void write_last_failure(struct json *j, const struct failure_record *last)
{
	if (!last->reason[0])
		return;
	json_begin(j, "last_failure", '{');
	json_string(j, "time", last->time);
	json_string(j, "pmemboot", last->version);
	json_string(j, "reason", last->reason);
	json_string(j, "line", last->line);
	json_string(j, "device", last->device);
	json_string(j, "url", last->url);
	json_end(j, '}');
}

void doctor_json_write(const struct doctor *doctor, FILE *stream)
{
	static const char *const answers[] = {
		[DOCTOR_YES] = "yes", [DOCTOR_NO] = "no", [DOCTOR_UNKNOWN] = "unknown"
	};
	struct json j = { .stream = stream, .first = true };

	json_begin(&j, NULL, '{');
	json_u64(&j, "schema", 1);
	json_string(&j, "pmemboot", PMEMBOOT_VERSION);
	json_bool(&j, "ok", doctor->answer == DOCTOR_YES);
	write_map(&j, &doctor->map);
	json_begin(&j, "images", '[');
	for (unsigned int i = 0; i < doctor->verdicts.count; i++)
		write_image(&j, doctor, &doctor->images[i]);
	json_end(&j, ']');
	write_findings(&j, &doctor->findings);
	write_policy(&j, doctor);
	kernel_print_json(&doctor->kernel, &j);
	json_begin(&j, "needs_root", '[');
	for (unsigned int i = 0; i < doctor->n_denied; i++)
		json_string(&j, NULL, doctor->denied[i]);
	json_end(&j, ']');
	write_last_failure(&j, &doctor->last);
	json_begin(&j, "verdict", '{');
	json_string(&j, "can_boot", answers[doctor->answer]);
	json_string(&j, "reason", doctor->reason);
	json_string(&j, "line", doctor->line);
	json_string(&j, "remedy", doctor->remedy);
	json_end(&j, '}');
	json_end(&j, '}');
}
