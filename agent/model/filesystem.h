/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file systems that a partition or a nested root image may hold.
 */
#pragma once

#include <stdbool.h>

struct filesystem {
	const char *type;    /* as libblkid names it */
	const char *fstype;  /* as mount(2) does */
	const char *options; /* so that the kernel writes nothing: ",noload", or "" */
	bool writable;	     /* it can keep an overlay's upper layer */
};

/* The one of libblkid's type, or NULL if it can't be a root. */
const struct filesystem *filesystem_find(const char *type);
