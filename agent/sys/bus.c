// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/bus.h"

#include "base/text.h"
#include "sys/tree.h"

#include <fnmatch.h>
#include <limits.h>

struct matching {
	const struct tree *tree;
	const char *directory;
	const char *name;
	const char *modalias;
	int (*visit)(void *context, const char *name);
	void *context;
};

static int match_device(void *context, const char *name)
{
	const struct matching *matching = context;
	char path[PATH_MAX], modalias[1024];

	if (matching->name && fnmatch(matching->name, name, 0) != 0)
		return 0;
	if (matching->modalias &&
	    (text_print(path, sizeof(path), "%s/%s/modalias", matching->directory, name) < 0 ||
	     tree_read(matching->tree, path, modalias, sizeof(modalias)) < 0 ||
	     fnmatch(matching->modalias, modalias, 0) != 0))
		return 0;
	return matching->visit(matching->context, name);
}

int bus_each(const struct tree *tree, const char *bus, const char *name, const char *modalias,
	     int (*visit)(void *context, const char *name), void *context)
{
	char directory[64];
	struct matching matching = { tree, directory, name, modalias, visit, context };
	int r = text_print(directory, sizeof(directory), "sys/bus/%s/devices", bus);

	return r < 0 ? r : tree_each(tree, directory, match_device, &matching);
}

static int stop_at_first(void *context unused, const char *name unused)
{
	return 1;
}

bool bus_has_device(const struct tree *tree, const char *bus, const char *name,
		    const char *modalias)
{
	return bus_each(tree, bus, name, modalias, stop_at_first, NULL) > 0;
}
