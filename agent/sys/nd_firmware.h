/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs as sysfs shows it (Documentation/ABI/testing/
 * sysfs-bus-nvdimm; drivers/nvdimm/core.c and dimm_devs.c, Linux 6.12): ndbusX/firmware/ and
 * nmemX/firmware/. Where it isn't supported the files are not there.
 */
#pragma once

#include "base/attributes.h"
#include "model/nd_firmware.h"

struct tree;

/* Read all of it from a tree (sys/tree.h); the words are printable. */
void nd_firmware_read(const struct tree *tree, struct nd_firmware *ret);

/* Arm or disarm a DIMM of the tree. 0 or -E... (-EBUSY: an activation is going on). */
must_check int nd_firmware_arm(const struct tree *tree, const char *dimm, bool arm);

/*
 * Activate what is armed on a bus: method is "live" or "quiesce". Returns when the bus has begun,
 * with "quiesce" when the processors run again. 0 or -E... (-ENXIO: nothing is armed; -EBUSY: an
 * activation is going on; -EOPNOTSUPP).
 */
must_check int nd_firmware_activate(const struct tree *tree, const char *bus, const char *method);
