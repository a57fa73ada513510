/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

/*
 * The dax devices and their ranges of physical memory (/sys/bus/dax/devices/daxX.Y/resource and
 * size), until visit returns non-zero. Returns that, 0, or -E...
 */
must_check int dax_each(int (*visit)(void *context, const char *name, const struct extent *extent),
			void *context);
