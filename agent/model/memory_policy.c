// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/memory_policy.h"

#include "base/text.h"

#include <inttypes.h>
#include <string.h>

enum { CMA_SHARE = 4 }; /* a quarter of memory: report if CMA has more */

bool memory_policy_is_memory_only(const struct memory_policy *policy, unsigned int node)
{
	return node_set_has(&policy->with_memory, node) && !node_set_has(&policy->with_cpu, node);
}

void memory_policy_add_cma(struct memory_policy *policy, unsigned int node, uint64_t bytes)
{
	unsigned int i = 0;

	if (bytes == 0)
		return;
	while (i < policy->n_cma && policy->cma_of[i].node != node)
		i++;
	if (i == POLICY_NODES_MAX)
		return;
	if (i == policy->n_cma) {
		policy->n_cma++;
		policy->cma_of[i].node = node;
	}
	policy->cma_of[i].bytes += bytes;
}

const struct memory_tier *memory_policy_tier(const struct memory_policy *policy, unsigned int node)
{
	for (unsigned int i = 0; i < policy->n_tiers; i++)
		if (node_set_has(&policy->tiers[i].nodes, node))
			return &policy->tiers[i];
	return NULL;
}

const struct dax_device *memory_policy_owner(const struct dax *dax, const struct extent *extent)
{
	for (unsigned int i = 0; i < dax->count; i++)
		if (extent_overlaps(&dax->list[i].extent, extent))
			return &dax->list[i];
	return NULL;
}

const char *memory_policy_hotplug(const struct memory_policy *policy)
{
	static const char *const names[][2] = {
		{ "offline", "stays offline until it is set online" },
		{ "online", "System RAM at once, in zone Normal or that of its neighbors" },
		{ "online_kernel", "System RAM at once, in zone Normal" },
		{ "online_movable", "System RAM at once, in zone Movable" },
	};
	const char *online = policy->online[0]	      ? policy->online
			     : policy->online_word[0] ? policy->online_word
						      : policy->online_config;

	for (size_t i = 0; i < array_size(names); i++)
		if (strcmp(online, names[i][0]) == 0)
			return names[i][1];
	return "unknown";
}

const char *soft_reserve_name(enum soft_reserve soft_reserve)
{
	static const char *const names[] = {
		[SOFT_RESERVE_UNKNOWN] = "unknown",
		[SOFT_RESERVE_ON] = "on",
		[SOFT_RESERVE_NOT_BUILT] = "off (no CONFIG_EFI_SOFT_RESERVE)",
		[SOFT_RESERVE_OFF] = "off (efi=nosoftreserve)",
		[SOFT_RESERVE_NO_EFI] = "not booted by EFI",
	};

	return names[soft_reserve];
}

void memory_policy_settle(struct memory_policy *policy, const struct memory_map *map,
			  const struct kernel *kernel)
{
	enum kernel_state built = kernel->states[KERNEL_EFI_SOFT_RESERVE];

	text_copy_cut(policy->online_config, sizeof(policy->online_config), kernel->online);
	if (policy->soft_reserve != SOFT_RESERVE_UNKNOWN)
		return;
	if (built == KERNEL_OFF)
		policy->soft_reserve = SOFT_RESERVE_NOT_BUILT;
	else if (built == KERNEL_BUILTIN || memory_map_soft_reserved(map, NULL))
		policy->soft_reserve = SOFT_RESERVE_ON;
}

static bool onlines_at_once(const struct memory_policy *policy)
{
	return text_begins(policy->online, "online");
}

/* A range that firmware or the command line soft-reserved. */
static void advise_range(const struct memory_policy *policy, const struct memory_range *range,
			 const struct dax *dax, const struct claims *claims,
			 struct findings *findings)
{
	const struct dax_device *owner = memory_policy_owner(dax, &range->given);
	uint64_t first = range->given.offset, last = first + range->given.len - 1;
	char bytes[32];

	if (!owner) {
		finding_add(findings, FINDING_SOFT_RESERVE, false, range->given,
			    "0x%" PRIx64 "-0x%" PRIx64
			    " is soft-reserved, but no driver uses it: %s "
			    "unused; load dax_hmem, or boot with efi=nosoftreserve",
			    first, last, text_size(bytes, sizeof(bytes), range->given.len));
		return;
	}
	if (strcmp(owner->driver, "kmem") == 0 || claims_are_of_this_boot(claims))
		return;
	/* Nothing else is claimed, so firmware may have put the image there. */
	finding_add(findings, FINDING_SOFT_RESERVE, true, range->given,
		    "0x%" PRIx64 "-0x%" PRIx64 " is soft-reserved and used by %s: an image there "
		    "cannot become a pmem disk; boot with efi=nosoftreserve%s",
		    first, last, owner->name,
		    onlines_at_once(policy) ? ", and without kmem, which would overwrite it at once"
					    : "");
}

static void advise_hotplug(const struct memory_policy *policy, const struct dax *dax,
			   struct findings *findings)
{
	for (unsigned int i = 0; i < dax->count; i++)
		if (strcmp(dax->list[i].driver, "kmem") == 0 &&
		    (strcmp(policy->online, "online") == 0 ||
		     strcmp(policy->online, "online_kernel") == 0)) {
			finding_add(findings, FINDING_HOTPLUG, false, dax->list[i].extent,
				    "kmem made System RAM of %s with auto_online_blocks=%s: it is "
				    "hard to remove again; memhp_default_state=online_movable "
				    "keeps it removable",
				    dax->list[i].name, policy->online);
			return;
		}
}

static void advise_cma(const struct memory_policy *policy, struct findings *findings)
{
	char bytes[32];

	if (policy->cma > 0 && policy->cma > policy->ram / CMA_SHARE)
		finding_add(findings, FINDING_CMA, false, (struct extent){ 0, 0 },
			    "CMA reserves %s, more than a quarter of memory, which the kernel "
			    "itself cannot use: reduce cma= (numa_cma=, cma_pernuma=)",
			    text_size(bytes, sizeof(bytes), policy->cma));
}

void memory_policy_advise(const struct memory_policy *policy, const struct memory_map *map,
			  const struct dax *dax, const struct claims *claims,
			  struct findings *findings)
{
	const struct memory_range *range = NULL;

	while ((range = memory_map_soft_reserved(map, range)) != NULL)
		advise_range(policy, range, dax, claims, findings);
	advise_hotplug(policy, dax, findings);
	advise_cma(policy, findings);
}
