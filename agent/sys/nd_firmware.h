/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs as sysfs shows it (Documentation/ABI/testing/
 * sysfs-bus-nvdimm; drivers/nvdimm/core.c and dimm_devs.c, Linux 6.12): ndbusX/firmware/ and
 * nmemX/firmware/. Where it isn't supported the files are not there.
 */
#pragma once

#include "base/attributes.h"
#include "sys/nd.h"

struct tree;

enum { ND_FIRMWARE_WORD_MAX = 16, ND_FIRMWARE_BUSES_MAX = 32, ND_FIRMWARE_DIMMS_MAX = 128 };

/* The words are the kernel's, "" where there is none. */
struct nd_firmware_bus {
	char name[ND_NAME_MAX]; /* "ndbus0" */
	char provider[ND_NAME_MAX];
	char capability[ND_FIRMWARE_WORD_MAX]; /* "live" or "quiesce" */
	char state[ND_FIRMWARE_WORD_MAX];      /* "idle", "armed", "busy", "overflow" */
};

struct nd_firmware_dimm {
	char name[ND_NAME_MAX]; /* "nmem0" */
	char bus[ND_NAME_MAX];
	char state[ND_FIRMWARE_WORD_MAX];  /* "idle", "armed", "busy" */
	char result[ND_FIRMWARE_WORD_MAX]; /* "none", "success", "fail", "not_staged", "need_reset"
					    */
};

struct nd_firmware {
	unsigned int n_buses, n_dimms;
	bool cut; /* there was more than there is room for */
	struct nd_firmware_bus buses[ND_FIRMWARE_BUSES_MAX];
	struct nd_firmware_dimm dimms[ND_FIRMWARE_DIMMS_MAX];
};

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
