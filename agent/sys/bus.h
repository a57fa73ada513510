/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Visit the devices on a bus (sys/bus of a tree, sys/file.h) whose name and modalias match two
 * patterns (fnmatch(3)), as file_each_at() does. The modalias is read only where the name matches;
 * a NULL pattern matches all.
 */
must_check int bus_each(int tree, const char *bus, const char *name, const char *modalias,
			int (*visit)(void *context, const char *name), void *context);

/* Is there one? */
bool bus_has_device(int tree, const char *bus, const char *name, const char *modalias);
