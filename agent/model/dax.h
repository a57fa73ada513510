/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dax devices and their ranges of physical memory. sys/dax.c reads them from sysfs.
 */
#pragma once

#include "base/extent.h"

enum { DAX_NAME_MAX = 32, DAX_DEVICES_MAX = 32 };

struct dax_device {
	char name[DAX_NAME_MAX];   /* "dax0.0" */
	char driver[DAX_NAME_MAX]; /* "device_dax"; "kmem", which makes it System RAM; or "" */
	struct extent extent;	   /* physical memory */
};

struct dax {
	unsigned int count; /* devices over DAX_DEVICES_MAX are ignored */
	struct dax_device list[DAX_DEVICES_MAX];
};
