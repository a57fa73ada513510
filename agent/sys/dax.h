/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

struct tree;

#define DAX_DEVICES "sys/bus/dax/devices"

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

/* The dax devices of a tree (sys/tree.h) that say where they lie (/sys/bus/dax/devices). */
void dax_read(const struct tree *tree, struct dax *ret);
