/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dax devices, and which physical memory each has. sys/dax.c reads them from sysfs.
 */
#pragma once

#include "base/extent.h"

enum { DAX_NAME_MAX = 32, DAX_DEVICES_MAX = 32 };

struct dax_device {
	char name[DAX_NAME_MAX];   /* "dax0.0" */
	char driver[DAX_NAME_MAX]; /* "device_dax"; "kmem" made System RAM of it; or "" */
	struct extent extent;	   /* physical memory */
};

struct dax {
	unsigned int count; /* those past DAX_DEVICES_MAX are passed over */
	struct dax_device list[DAX_DEVICES_MAX];
};
