/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file systems that a root may have, and what each needs of a kernel.
 */
#pragma once

#include "base/attributes.h"
#include "model/kernel.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- Those that a partition or a nested root image may hold ---- */

struct filesystem {
	const char *type;    /* as libblkid names it */
	const char *fstype;  /* as mount(2) takes it */
	const char *options; /* mount options that prevent writes: ",noload", or "" */
	bool writable;	     /* it can hold the upper layer of an overlay */
};

/* The file system with this libblkid type; NULL if it is not supported as a root. */
const struct filesystem *filesystem_find(const char *type);

/* ---- What a superblock needs ---- */

/* What an image of this file system with this compressor or feature needs. */
struct filesystem_need {
	const char *fstype;
	const char *feature;	   /* a word of struct image_kind; NULL: every image needs it */
	enum kernel_option option; /* KERNEL_OPTIONS: none */
	unsigned int since; /* the first Linux that reads it: FILESYSTEM_LINUX(), or 0: any */
};

#define FILESYSTEM_LINUX(major, minor) ((major) << 8 | (minor))
#define FILESYSTEM_NEVER	       FILESYSTEM_LINUX(255, 0) /* no mainline kernel until now */

/*
 * The first need that the kernel is known not to meet, of images of these file systems with these
 * compressors and features (lists of words, separated by spaces); NULL if it meets all, as far as
 * is known. An option decides before the version.
 */
const struct filesystem_need *filesystem_missing(const struct kernel *kernel, const char *fstypes,
						 const char *words);

/* The first of the compressors that no mainline kernel reads in this file system; or NULL. */
const char *filesystem_unreadable(const char *fstype, const char *compressors);

/*
 * Print what a kernel has to have for the compressors and features of an image, for people:
 * "CONFIG_EROFS_FS_ZIP_ZSTD, Linux 6.15 (48bit)"; "" for nothing in particular.
 */
void filesystem_print_needs(const char *fstype, const char *compressors, const char *features,
			    char *buf, size_t size);
