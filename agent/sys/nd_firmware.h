/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs as sysfs shows it (Documentation/ABI/testing/
 * sysfs-bus-nvdimm; drivers/nvdimm/core.c and dimm_devs.c, Linux 6.12): ndbusX/firmware/ and
 * nmemX/firmware/. If it is not supported, the files are missing.
 */
#pragma once

#include "base/attributes.h"
#include "model/nd_firmware.h"

struct tree;

/* Read the state from a tree (sys/tree.h). */
void nd_firmware_read(const struct tree *tree, struct nd_firmware *ret);

/* Arm or disarm a DIMM of the tree. Returns 0 or -E... (-EBUSY: an activation is running). */
must_check int nd_firmware_arm(const struct tree *tree, const char *dimm, bool arm);

/*
 * Start to activate what is armed on a bus. method is "live" or "quiesce"; with "quiesce" the
 * function returns when the processors run again. Returns 0 or -E... (-ENXIO: nothing is armed;
 * -EBUSY: an activation is running; -EOPNOTSUPP).
 */
must_check int nd_firmware_activate(const struct tree *tree, const char *bus, const char *method);
