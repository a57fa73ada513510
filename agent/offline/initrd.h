/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An initramfs in an image: which drivers it contains, and whether it has pmemboot.
 */
#pragma once

#include "model/plan.h"
#include "offline/boot_files.h"

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
 * Read an initramfs, a file in the image of the plan. It is decompressed by programs of this
 * machine (gzip, xz, zstd ...), so this is for a workstation, not for a boot.
 */
void initrd_read(struct initrd *ret, struct boot_files *files, struct boot_file *file,
		 const struct plan *plan);

/*
 * Join to an initramfs another one, which boots together with it: as an archive of pmemboot does.
 * Only drivers that both lack are missing.
 */
void initrd_join(struct initrd *initrd, const struct initrd *other);

/* Print by print_line() what does not show in what it has: one of pmemboot finds no other media. */
void initrd_print_note(const struct initrd *initrd,
		       void (*print_line)(const char *name, const char *line));
