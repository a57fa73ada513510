/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state of runtime firmware activation of the nvdimm buses and their DIMMs. sys/nd_firmware.c
 * reads it from sysfs.
 */
#pragma once

#include "model/nd.h"

enum { ND_FIRMWARE_WORD_MAX = 16, ND_FIRMWARE_BUSES_MAX = 32, ND_FIRMWARE_DIMMS_MAX = 128 };

/* Words are from the kernel; "" if it has none. */
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
	bool cut; /* there are more devices than there is room for */
	struct nd_firmware_bus buses[ND_FIRMWARE_BUSES_MAX];
	struct nd_firmware_dimm dimms[ND_FIRMWARE_DIMMS_MAX];
};
