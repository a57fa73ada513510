// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/memory_gather.h"

#include "base/number.h"
#include "base/text.h"
#include "config/config.h"
#include "log/log.h"
#include "parse/cmdline.h"
#include "parse/fdt.h"
#include "parse/meminfo.h"
#include "sys/efi.h"
#include "sys/firmware_map.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define AUXV  "proc/self/auxv"
#define TIERS "sys/devices/virtual/memory_tiering"
#define NODES "sys/devices/system/node"

enum { AUXV_SIZE_MAX = 4096, AUXV_PAGE_SIZE = 6, TEXT_SIZE_MAX = 1 << 20 };

/* The size of a list of ranges. Memory that is not touched costs nothing. */
enum { CHUNKS_MAX = 4096, EXCLUDED_MAX = 16384 };

int memory_gather_allocate(struct memory_map *map)
{
	struct memory_ranges *lists[] = { &map->firmware, &map->kernel, &map->excluded,
					  &map->available, &map->taken };

	for (size_t i = 0; i < array_size(lists); i++) {
		unsigned int max = i < 2 ? CHUNKS_MAX : EXCLUDED_MAX;

		lists[i]->list = calloc(max, sizeof(*lists[i]->list));
		if (!lists[i]->list)
			return -ENOMEM;
		lists[i]->max = max;
	}
	return 0;
}

void memory_gather_free(struct memory_map *map)
{
	free(map->firmware.list);
	free(map->kernel.list);
	free(map->excluded.list);
	free(map->available.list);
	free(map->taken.list);
}

/* ---- The map ---- */

/* The auxiliary vector, from a file that can be recorded, which getauxval(3) is not. */
static uint64_t read_page_size(const struct tree *tree)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = tree_read_all(tree, AUXV, AUXV_SIZE_MAX, &bytes);
	struct slice auxv = { bytes, len > 0 ? (size_t)len : 0 };

	for (size_t at = 0; slice_has(auxv, at, 16); at += 16)
		if (slice_le64(auxv, at) == AUXV_PAGE_SIZE)
			return slice_le64(auxv, at + 8);
	return MEMORY_PAGE_MIN;
}

static void add_entry(void *context, const struct memmap_entry *entry, const char *type)
{
	memory_map_add_entry(context, entry, type);
}

static void add_runtime(void *context, struct extent extent, const char *type)
{
	struct memory_map *map = context;

	memory_add(&map->excluded, MEMORY_EFI, MEMORY_NO_ALLOC | MEMORY_NO_DUMP, extent, type);
}

static void add_fdt(const struct tree *tree, struct memory_map *map)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = tree_read_all(tree, "sys/firmware/fdt", FDT_SIZE_MAX, &bytes);

	if (len > 0 && memory_map_add_fdt(map, (struct slice){ bytes, (size_t)len }) < 0)
		log_warning("/sys/firmware/fdt is malformed");
}

void memory_gather_map(const struct tree *tree, struct slice iomem, const struct claims *claims,
		       const struct dax *dax, struct memory_map *map)
{
	memory_map_begin(map, read_page_size(tree));
	/* Only PCs have these lists. */
	if (firmware_map_each(tree, add_entry, map) == -E2BIG)
		map->firmware.cut = true;
	if (efi_each_runtime(tree, add_runtime, map) == -E2BIG)
		map->excluded.cut = true;
	add_fdt(tree, map);
	memory_map_add_iomem(map, iomem);
	memory_map_add_claims(map, claims);
	memory_map_add_dax(map, dax);
	memory_map_settle(map);
}

/* ---- The policy ---- */

static void read_words(const struct tree *tree, struct memory_policy *policy)
{
	char text[CONFIG_CMDLINE_MAX], *rest = text;
	struct cmdline_parameter word;

	if (tree_read(tree, "proc/cmdline", text, sizeof(text)) < 0)
		return;
	while (cmdline_next(&rest, &word) > 0) {
		if (!word.value)
			continue;
		if (strcmp(word.name, "efi") == 0 &&
		    text_has_word(word.value, ',', "nosoftreserve"))
			policy->soft_reserve = SOFT_RESERVE_OFF;
		else if (strcmp(word.name, "memhp_default_state") == 0)
			text_copy_cut(policy->online_word, sizeof(policy->online_word), word.value);
	}
}

static void read_word(const struct tree *tree, const char *path, char *buf, size_t size)
{
	if (tree_read(tree, path, buf, size) < 0)
		buf[0] = '\0';
}

static int read_nodes(const struct tree *tree, const char *path, struct node_set *ret)
{
	char text[4096];
	int len = tree_read(tree, path, text, sizeof(text));

	if (len < 0)
		return len;
	return node_list_parse((struct slice){ (uint8_t *)text, (size_t)len }, ret);
}

struct gathering {
	const struct tree *tree;
	struct memory_policy *policy;
};

static int add_tier(void *context, const char *name)
{
	static const char prefix[] = "memory_tier";
	const struct gathering *gathering = context;
	struct memory_policy *policy = gathering->policy;
	struct memory_tier *tier = &policy->tiers[policy->n_tiers];
	char path[PATH_MAX];
	uint64_t number;

	if (policy->n_tiers == POLICY_TIERS_MAX)
		return 1;
	if (!text_begins(name, prefix) ||
	    number_parse_string(name + strlen(prefix), UINT_MAX, &number) < 0)
		return 0;
	if (text_print(path, sizeof(path), TIERS "/%s/nodelist", name) < 0 ||
	    read_nodes(gathering->tree, path, &tier->nodes) < 0)
		return 0;
	tier->number = (unsigned int)number;
	policy->n_tiers++;
	return 0;
}

static void read_cma(const struct tree *tree, uint64_t page, struct memory_policy *policy)
{
	cleanup_free uint8_t *sums = NULL, *zones = NULL;
	int len = tree_read_all(tree, "proc/meminfo", TEXT_SIZE_MAX, &sums);
	struct slice text = { sums, len > 0 ? (size_t)len : 0 };
	struct zone zone;

	if (meminfo_get(text, "MemTotal", &policy->ram) < 0)
		policy->ram = 0;
	policy->has_cma = meminfo_get(text, "CmaTotal", &policy->cma) == 0;
	if (meminfo_get(text, "CmaFree", &policy->cma_free) < 0)
		policy->cma_free = 0;
	if (policy->cma == 0)
		return;
	len = tree_read_all(tree, "proc/zoneinfo", TEXT_SIZE_MAX, &zones);
	text = (struct slice){ zones, len > 0 ? (size_t)len : 0 };
	while (zoneinfo_next(&text, &zone) > 0)
		memory_policy_add_cma(policy, zone.node, zone.cma * page);
}

void memory_gather_policy(const struct tree *tree, uint64_t page, struct memory_policy *policy)
{
	struct gathering gathering = { tree, policy };

	if (!tree_has(tree, "sys/firmware/efi"))
		policy->soft_reserve = SOFT_RESERVE_NO_EFI;
	read_words(tree, policy);
	read_word(tree, "sys/devices/system/memory/auto_online_blocks", policy->online,
		  sizeof(policy->online));
	read_word(tree, "sys/module/memory_hotplug/parameters/online_policy", policy->zones,
		  sizeof(policy->zones));
	policy->has_nodes = read_nodes(tree, NODES "/online", &policy->nodes) == 0 &&
			    read_nodes(tree, NODES "/has_memory", &policy->with_memory) == 0 &&
			    read_nodes(tree, NODES "/has_cpu", &policy->with_cpu) == 0;
	if (tree_each(tree, TIERS, add_tier, &gathering) < 0)
		policy->n_tiers = 0;
	read_cma(tree, page, policy);
}
