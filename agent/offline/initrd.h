/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An initramfs in an image: which drivers it contains, and whether it has pmemboot.
 */
#pragma once

#include "base/reader.h"
#include "model/plan.h"

enum { INITRD_TEXT_MAX = 256 };

/* How an initramfs has pmemboot (README, "Deploy"). */
enum initrd_way { INITRD_STOCK, INITRD_MODULE, INITRD_STANDALONE, INITRD_APPEND };

struct initrd {
	bool is_read;
	enum initrd_way way;
	char format[16];	       /* "zstd", "gzip" ... or "cpio" */
	char why_not[INITRD_TEXT_MAX]; /* why it could not be read */
	const char *live_module;       /* HINTS_MODULE_... that it has, or NULL */
	char missing[INITRD_TEXT_MAX]; /* missing drivers that a boot needs, separated by spaces */
};

/*
 * Read the initramfs at a path in the image of the plan. It is decompressed by programs of this
 * machine (gzip, xz, zstd ...), so this is for a workstation, not for a boot.
 */
void initrd_read(struct initrd *ret, const struct reader *reader, const struct plan *plan,
		 const char *path);

/*
 * Remove from what an initramfs lacks the drivers of the archive at a path, which the boot menus of
 * a remastered image load along with it.
 */
void initrd_add_archive(struct initrd *initrd, const struct reader *reader, const struct plan *plan,
			const char *path);
