/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kernel has for booting from persistent memory, by what its configuration, its lists of
 * modules and the running kernel itself say.
 */
#pragma once

#include "base/slice.h"
#include "model/claim.h"

#include <stdbool.h>

enum kernel_option {
	KERNEL_ARM64_PMEM,
	KERNEL_LIBNVDIMM,
	KERNEL_BLK_DEV_PMEM,
	KERNEL_OF_PMEM,
	KERNEL_ACPI_NFIT,
	KERNEL_X86_PMEM_LEGACY,
	KERNEL_VIRTIO_PMEM,
	KERNEL_ZONE_DEVICE,
	KERNEL_SPARSEMEM,
	KERNEL_FS_DAX,
	KERNEL_ISO9660_FS,
	KERNEL_SQUASHFS,
	KERNEL_SQUASHFS_ZLIB,
	KERNEL_SQUASHFS_LZ4,
	KERNEL_SQUASHFS_LZO,
	KERNEL_SQUASHFS_XZ,
	KERNEL_SQUASHFS_ZSTD,
	KERNEL_EROFS_FS,
	KERNEL_EROFS_FS_ZIP,
	KERNEL_EROFS_FS_ZIP_LZMA,
	KERNEL_EROFS_FS_ZIP_DEFLATE,
	KERNEL_EROFS_FS_ZIP_ZSTD,
	KERNEL_OVERLAY_FS,
	KERNEL_BLK_DEV_LOOP,
	KERNEL_BLK_DEV_DM,
	KERNEL_DM_VERITY,
	KERNEL_EFI_SOFT_RESERVE,
	KERNEL_DEV_DAX_HMEM,
	KERNEL_DEV_DAX_KMEM,
	KERNEL_CMA,
	KERNEL_OPTIONS,
};

enum kernel_state {
	KERNEL_UNKNOWN,
	KERNEL_BUILTIN,
	KERNEL_MODULE_PRESENT,
	KERNEL_MODULE_MISSING,
	KERNEL_OFF,
	KERNEL_NOT_HERE, /* not for this architecture */
	KERNEL_STATES,
};

/* What was found of an option. */
struct kernel_evidence {
	char config;	     /* 'y', 'm', 'n'; 0: not mentioned */
	bool in_modules;     /* a list of modules has it */
	bool in_builtin;     /* that of built-in ones */
	bool running;	     /* the running kernel has it */
	bool running_module; /* and it is a module there */
	bool in_initramfs;   /* the initramfs has its module */
};

enum { KERNEL_RELEASE_MAX = 65, KERNEL_PATH_MAX = 256, KERNEL_WORD_MAX = 24 };

struct kernel {
	char release[KERNEL_RELEASE_MAX]; /* "" if it isn't known */
	char config[KERNEL_PATH_MAX];	  /* where the configuration was; "" if there is none */
	bool packed;			  /* there is one, but compressed: /proc/config.gz */
	bool has_config;
	bool has_modules;	      /* a list of modules */
	bool has_initramfs;	      /* a list of the initramfs's drivers: others aren't there */
	bool is_x86, is_arm;	      /* neither: not known */
	char online[KERNEL_WORD_MAX]; /* MHP_DEFAULT_ONLINE_TYPE, as auto_online_blocks has it */
	struct kernel_evidence evidence[KERNEL_OPTIONS];
	enum kernel_state states[KERNEL_OPTIONS];
};

/* The text of a configuration; sets has_config. */
void kernel_take_config(struct kernel *kernel, struct slice text);

/* A list of modules: of those that are there, or of those that are built in. */
void kernel_take_modules(struct kernel *kernel, struct slice text, bool builtin);

/* /proc/filesystems. */
void kernel_take_filesystems(struct kernel *kernel, struct slice text);

/* Decide the states of all. What the running kernel shows counts before what is written of it. */
void kernel_decide(struct kernel *kernel);

/* "LIBNVDIMM"; its module ("libnvdimm"), or NULL if it can't be one; "built in". */
const char *kernel_option_name(enum kernel_option option);
const char *kernel_option_module(enum kernel_option option);
const char *kernel_state_name(enum kernel_state state);

/*
 * The first option that is off, or whose module is missing, of those without which a provider's
 * range is no disk, or an image of these file systems (words between spaces) with these compressors
 * is no root; KERNEL_OPTIONS if it has all, as far as is known.
 */
enum kernel_option kernel_lacks_for_claim(const struct kernel *kernel, const struct claim *claim);
enum kernel_option kernel_lacks_for_image(const struct kernel *kernel, const char *fstype,
					  const char *compressor);
