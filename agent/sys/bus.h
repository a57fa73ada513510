/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

struct tree;

/*
 * Visit the devices on a bus (sys/bus of a tree, sys/tree.h) whose name and modalias match two
 * patterns (fnmatch(3)), as tree_each() does. The modalias is read only where the name matches;
 * a NULL pattern matches all.
 */
must_check int bus_each(const struct tree *tree, const char *bus, const char *name,
			const char *modalias, int (*visit)(void *context, const char *name),
			void *context);

/* Is there one? */
bool bus_has_device(const struct tree *tree, const char *bus, const char *name,
		    const char *modalias);
