/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The persistent upper layer: a file system on a disk that keeps the changes to the root.
 */
#pragma once

#include "base/attributes.h"
#include "root/context.h"
#include "root/mounts.h"

enum { UPPER_DEVICE_MAX = 64 };

struct upper {
	char device[UPPER_DEVICE_MAX];	/* "/dev/vda1" */
	char folder[MOUNTS_TARGET_MAX]; /* in its file system, for the changes to this image */
};

/*
 * Wait for the disk with the file system that pmemboot.overlay= names, mount it at the contract's
 * place, and name the folder for the changes to this image. Returns 0; or -E... with the reason,
 * and then it isn't mounted: the disk does not appear, or its file system is not one that can keep
 * changes, has errors, or is full.
 */
must_check int upper_mount(struct upper *ret, const struct root_context *context,
			   struct mounts *mounts, struct failure *why);
