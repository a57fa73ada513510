/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nvdimm bus as sysfs shows it (Documentation/ABI/testing/sysfs-bus-nvdimm, drivers/nvdimm,
 * Linux 6.1 to 6.12).
 */
#pragma once

#include "model/nd.h"

struct tree;

#define ND_DEVICES "sys/bus/nd/devices"
#define ND_DRIVERS "sys/bus/nd/drivers"

/*
 * Read the bus of a tree (sys/tree.h). On a machine without the bus everything is empty; that is
 * not an error. A device that disappears while it is read is left out.
 */
void nd_read(const struct tree *tree, struct nd *ret);
