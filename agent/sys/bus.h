/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Is there a device on a bus of /sys/bus whose name and modalias match two patterns (fnmatch(3))?
 * The modalias is read only where the name matches; a NULL pattern matches all.
 */
bool bus_has_device(const char *bus, const char *name, const char *modalias);
