/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file systems that a partition or a nested root image may hold.
 */
#pragma once

#include <stdbool.h>

struct filesystem {
	const char *type;    /* as libblkid names it */
	const char *fstype;  /* as mount(2) takes it */
	const char *options; /* mount options that prevent writes: ",noload", or "" */
	bool writable;	     /* it can hold the upper layer of an overlay */
};

/* The file system with this libblkid type; NULL if it is not supported as a root. */
const struct filesystem *filesystem_find(const char *type);
