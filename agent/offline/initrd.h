/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The initramfs that an image has itself: which drivers are in it.
 */
#pragma once

#include "base/reader.h"
#include "model/plan.h"

enum { INITRD_TEXT_MAX = 256 };

struct initrd {
	bool is_read;
	char format[16];	       /* "zstd", "gzip" ... or "cpio" */
	char why_not[INITRD_TEXT_MAX]; /* why it could not be read */
	char lacking[INITRD_TEXT_MAX]; /* the drivers that a boot needs, with blanks between */
};

/*
 * Read the initramfs at a path of the image that the plan is of. What is compressed is decompressed
 * by this machine's programs (gzip, xz, zstd ...): this is for a workstation, not for a boot.
 */
void initrd_read(struct initrd *ret, const struct reader *reader, const struct plan *plan,
		 const char *path);
