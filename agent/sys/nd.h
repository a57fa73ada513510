/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nvdimm bus as sysfs shows it (Documentation/ABI/testing/sysfs-bus-nvdimm, drivers/nvdimm,
 * Linux 6.1 to 6.12).
 */
#pragma once

#include "model/nd.h"

#include <stddef.h>

struct tree;

#define ND_DEVICES "sys/bus/nd/devices"
#define ND_DRIVERS "sys/bus/nd/drivers"

/* Read an attribute of a device ("region0") as text, without its newline; "" if that fails. */
void nd_read_text(const struct tree *tree, const char *device, const char *attribute, char *buf,
		  size_t size);

/*
 * Read the bus of a tree (sys/tree.h). On a machine without the bus everything is empty; that is
 * not an error. A device that disappears while it is read is left out.
 */
void nd_read(const struct tree *tree, struct nd *ret);
