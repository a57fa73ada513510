/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loop devices (drivers/block/loop.c; LOOP_CONFIGURE needs Linux 5.8).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdbool.h>

enum { LOOP_NAME_MAX = 32 };

struct loop {
	int fd;			  /* keep it open until the loop device is mounted */
	char path[LOOP_NAME_MAX]; /* "/dev/loop0" */
	bool direct_io;		  /* the kernel accepted direct I/O on the backing device */
};

/*
 * Attach a read-only loop device to an extent of the backing fd, which is open for reading. The
 * kernel removes the device after its last user (autoclear): to undo this, close ret->fd; after a
 * mount, close it too. Direct I/O is requested, which needs extent->offset at a multiple of 512.
 * Returns 0 or -E...
 */
must_check int loop_attach(int backing_fd, const struct extent *extent, struct loop *ret);

/*
 * The same for a device that stays without a user, until loop_detach(). Its path is stored in path,
 * of LOOP_NAME_MAX bytes.
 */
must_check int loop_attach_lasting(int backing_fd, const struct extent *extent, char *path);

/* Detach a device: now, or after its last user closes it. Returns 0 or -E... */
must_check int loop_detach(const char *path);
