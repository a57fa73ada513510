/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of a kernel that matter for a boot from persistent memory, from its configuration,
 * its lists of modules and the running kernel.
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
	KERNEL_EXT4_FS,
	KERNEL_XFS_FS,
	KERNEL_XFS_SUPPORT_V4,
	KERNEL_BTRFS_FS,
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

/* What was found about an option. */
struct kernel_evidence {
	char config;	     /* 'y', 'm', 'n'; 0: not mentioned */
	bool in_modules;     /* it is in a list of modules */
	bool in_builtin;     /* it is in the list of built-in modules */
	bool running;	     /* the running kernel has it */
	bool running_module; /* and it is a module there */
	bool in_initramfs;   /* the initramfs has its module */
};

enum { KERNEL_RELEASE_MAX = 65, KERNEL_PATH_MAX = 256, KERNEL_WORD_MAX = 24 };

struct kernel {
	char release[KERNEL_RELEASE_MAX]; /* "" if unknown */
	char config[KERNEL_PATH_MAX];	  /* path of the configuration; "" if there is none */
	bool packed;			  /* the configuration is compressed: /proc/config.gz */
	bool has_config;
	bool has_modules;   /* there is a list of modules */
	bool has_initramfs; /* there is a list of the drivers in the initramfs, which is complete */
	bool is_x86, is_arm;	      /* neither: unknown */
	char online[KERNEL_WORD_MAX]; /* MHP_DEFAULT_ONLINE_TYPE, as in auto_online_blocks */
	struct kernel_evidence evidence[KERNEL_OPTIONS];
	enum kernel_state states[KERNEL_OPTIONS];
};

/* Take the text of a configuration. Sets has_config. */
void kernel_take_config(struct kernel *kernel, struct slice text);

/* Take a list of modules: of the available or of the built-in ones. */
void kernel_take_modules(struct kernel *kernel, struct slice text, bool builtin);

/* /proc/filesystems. */
void kernel_take_filesystems(struct kernel *kernel, struct slice text);

/*
 * Decide the states of all options. Evidence from the running kernel takes precedence over files.
 */
void kernel_decide(struct kernel *kernel);

/* "LIBNVDIMM"; its module ("libnvdimm"), or NULL if it can't be one; "built in". */
const char *kernel_option_name(enum kernel_option option);
const char *kernel_option_module(enum kernel_option option);
const char *kernel_state_name(enum kernel_state state);

/* Is the option off, not for this architecture, or its module missing? */
bool kernel_is_missing(const struct kernel *kernel, enum kernel_option option);

/*
 * The first option that is missing of those that are needed to make a disk of a claim, or a root of
 * any images, whose file systems model/filesystem.h knows. KERNEL_OPTIONS if no option is known to
 * be missing.
 */
enum kernel_option kernel_missing_for_claim(const struct kernel *kernel, const struct claim *claim);
enum kernel_option kernel_missing_for_root(const struct kernel *kernel);
