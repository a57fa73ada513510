/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The persistent upper layer: a file system on a disk that keeps the changes to the root.
 */
#pragma once

#include "root/overlay.h"

/*
 * Find the file system that pmemboot.overlay= names, waiting for its disk, mount it at the
 * contract's place, and give the folder for this image's changes. Returns 0; or -E... with the
 * reason, and then it isn't mounted: the disk doesn't come, its file system is none that we write
 * to, has errors, or is full.
 */
must_check int upper_mount(struct overlay *overlay, char *folder, size_t size, struct failure *why);
