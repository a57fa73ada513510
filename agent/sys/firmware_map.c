// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/firmware_map.h"

#include "base/text.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>

#define MEMMAP "sys/firmware/memmap"

struct visiting {
	const struct tree *tree;
	unsigned int entries;
	void (*visit)(void *context, const struct memmap_entry *entry, const char *type);
	void *context;
};

static int visit_entry(void *context, const char *name)
{
	static const char *const files[] = { "start", "end", "type" };
	struct visiting *visiting = context;
	char text[3][64], path[PATH_MAX];
	struct memmap_entry entry;

	if (++visiting->entries > FIRMWARE_MAP_ENTRIES_MAX)
		return -E2BIG;
	for (size_t i = 0; i < array_size(files); i++)
		if (text_print(path, sizeof(path), MEMMAP "/%s/%s", name, files[i]) < 0 ||
		    tree_read(visiting->tree, path, text[i], sizeof(text[i])) < 0)
			return 0;
	if (memmap_parse(text[0], text[1], text[2], &entry) == 0)
		visiting->visit(visiting->context, &entry, text[2]);
	return 0;
}

int firmware_map_each(const struct tree *tree,
		      void (*visit)(void *context, const struct memmap_entry *entry,
				    const char *type),
		      void *context)
{
	struct visiting visiting = { tree, 0, visit, context };

	return tree_each(tree, MEMMAP, visit_entry, &visiting);
}
