/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

struct tree;

/*
 * Visit, as tree_each() does, the devices on a bus of a tree (sys/tree.h) whose name and modalias
 * match two patterns (fnmatch(3)). A NULL pattern matches everything. The modalias is only read if
 * the name matches.
 */
must_check int bus_each(const struct tree *tree, const char *bus, const char *name,
			const char *modalias, int (*visit)(void *context, const char *name),
			void *context);

/* Is there such a device? */
bool bus_has_device(const struct tree *tree, const char *bus, const char *name,
		    const char *modalias);
