// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/kernel.h"

#include "base/text.h"
#include "parse/kconfig.h"

#include <string.h>

/* Symbols, modules and architectures as in Linux 6.1 to 6.12. */
static const struct {
	const char *name;
	const char *module;
	const char *fstype; /* in /proc/filesystems */
	enum { ANY, X86, ARM } only;
} options[KERNEL_OPTIONS] = {
	[KERNEL_ARM64_PMEM] = { "ARM64_PMEM", NULL, NULL, ARM },
	[KERNEL_LIBNVDIMM] = { "LIBNVDIMM", "libnvdimm", NULL, ANY },
	[KERNEL_BLK_DEV_PMEM] = { "BLK_DEV_PMEM", "nd_pmem", NULL, ANY },
	[KERNEL_OF_PMEM] = { "OF_PMEM", "of_pmem", NULL, ANY },
	[KERNEL_ACPI_NFIT] = { "ACPI_NFIT", "nfit", NULL, ANY },
	[KERNEL_X86_PMEM_LEGACY] = { "X86_PMEM_LEGACY", "nd_e820", NULL, X86 },
	[KERNEL_VIRTIO_PMEM] = { "VIRTIO_PMEM", "virtio_pmem", NULL, ANY },
	[KERNEL_ZONE_DEVICE] = { "ZONE_DEVICE", NULL, NULL, ANY },
	[KERNEL_SPARSEMEM] = { "SPARSEMEM", NULL, NULL, ANY },
	[KERNEL_FS_DAX] = { "FS_DAX", NULL, NULL, ANY },
	[KERNEL_ISO9660_FS] = { "ISO9660_FS", "isofs", "iso9660", ANY },
	[KERNEL_SQUASHFS] = { "SQUASHFS", "squashfs", "squashfs", ANY },
	[KERNEL_SQUASHFS_ZLIB] = { "SQUASHFS_ZLIB", NULL, NULL, ANY },
	[KERNEL_SQUASHFS_LZ4] = { "SQUASHFS_LZ4", NULL, NULL, ANY },
	[KERNEL_SQUASHFS_LZO] = { "SQUASHFS_LZO", NULL, NULL, ANY },
	[KERNEL_SQUASHFS_XZ] = { "SQUASHFS_XZ", NULL, NULL, ANY },
	[KERNEL_SQUASHFS_ZSTD] = { "SQUASHFS_ZSTD", NULL, NULL, ANY },
	[KERNEL_EROFS_FS] = { "EROFS_FS", "erofs", "erofs", ANY },
	[KERNEL_EROFS_FS_ZIP] = { "EROFS_FS_ZIP", NULL, NULL, ANY },
	[KERNEL_EROFS_FS_ZIP_LZMA] = { "EROFS_FS_ZIP_LZMA", NULL, NULL, ANY },
	[KERNEL_EROFS_FS_ZIP_DEFLATE] = { "EROFS_FS_ZIP_DEFLATE", NULL, NULL, ANY },
	[KERNEL_EROFS_FS_ZIP_ZSTD] = { "EROFS_FS_ZIP_ZSTD", NULL, NULL, ANY },
	[KERNEL_EXT4_FS] = { "EXT4_FS", "ext4", "ext4", ANY },
	[KERNEL_XFS_FS] = { "XFS_FS", "xfs", "xfs", ANY },
	[KERNEL_XFS_SUPPORT_V4] = { "XFS_SUPPORT_V4", NULL, NULL, ANY },
	[KERNEL_BTRFS_FS] = { "BTRFS_FS", "btrfs", "btrfs", ANY },
	[KERNEL_OVERLAY_FS] = { "OVERLAY_FS", "overlay", "overlay", ANY },
	[KERNEL_BLK_DEV_LOOP] = { "BLK_DEV_LOOP", "loop", NULL, ANY },
	[KERNEL_BLK_DEV_DM] = { "BLK_DEV_DM", "dm_mod", NULL, ANY },
	[KERNEL_DM_VERITY] = { "DM_VERITY", "dm_verity", NULL, ANY },
	[KERNEL_EFI_SOFT_RESERVE] = { "EFI_SOFT_RESERVE", NULL, NULL, ANY },
	[KERNEL_DEV_DAX_HMEM] = { "DEV_DAX_HMEM", "dax_hmem", NULL, ANY },
	[KERNEL_DEV_DAX_KMEM] = { "DEV_DAX_KMEM", "kmem", NULL, ANY },
	[KERNEL_CMA] = { "CMA", NULL, NULL, ANY },
};

/* mm/Kconfig, Linux 6.14, and the only option of older kernels. */
static const struct {
	const char *name, *word;
} online_types[] = {
	{ "MHP_DEFAULT_ONLINE_TYPE_OFFLINE", "offline" },
	{ "MHP_DEFAULT_ONLINE_TYPE_ONLINE_AUTO", "online" },
	{ "MHP_DEFAULT_ONLINE_TYPE_ONLINE_KERNEL", "online_kernel" },
	{ "MHP_DEFAULT_ONLINE_TYPE_ONLINE_MOVABLE", "online_movable" },
	{ "MEMORY_HOTPLUG_DEFAULT_ONLINE", "online" },
};

static bool is(struct slice s, const char *string)
{
	return slice_equals(s, string, strlen(string));
}

/* ---- Evidence ---- */

void kernel_take_config(struct kernel *kernel, struct slice text)
{
	struct slice name, value;

	kernel->has_config = true;
	while (kconfig_next(&text, &name, &value) > 0) {
		bool yes = is(value, "y");

		kernel->is_x86 = kernel->is_x86 || (yes && is(name, "X86"));
		kernel->is_arm = kernel->is_arm || (yes && is(name, "ARM64"));
		for (int i = 0; i < KERNEL_OPTIONS; i++)
			if (value.len == 1 && is(name, options[i].name))
				kernel->evidence[i].config = (char)value.data[0];
		for (size_t i = 0; i < array_size(online_types); i++)
			if (yes && is(name, online_types[i].name))
				text_copy_cut(kernel->online, sizeof(kernel->online),
					      online_types[i].word);
	}
}

void kernel_take_modules(struct kernel *kernel, struct slice text, bool builtin)
{
	struct slice path;
	char name[32];

	kernel->has_modules = kernel->has_modules || !builtin;
	while (module_list_next(&text, name, sizeof(name), &path) > 0)
		for (int i = 0; i < KERNEL_OPTIONS; i++) {
			if (!options[i].module || strcmp(name, options[i].module) != 0)
				continue;
			if (builtin)
				kernel->evidence[i].in_builtin = true;
			else
				kernel->evidence[i].in_modules = true;
		}
}

void kernel_take_filesystems(struct kernel *kernel, struct slice text)
{
	while (text.len > 0) {
		struct slice line = slice_take_line(&text);

		(void)slice_take_until(&line, '\t'); /* "nodev" */
		for (int i = 0; i < KERNEL_OPTIONS; i++)
			if (options[i].fstype && is(line, options[i].fstype))
				kernel->evidence[i].running = true;
	}
}

/* ---- Decisions ---- */

static enum kernel_state decide_module(const struct kernel *kernel,
				       const struct kernel_evidence *evidence)
{
	if (evidence->in_builtin || evidence->config == 'y' ||
	    (evidence->running && !evidence->running_module))
		return KERNEL_BUILTIN;
	if (evidence->running || evidence->in_initramfs)
		return KERNEL_MODULE_PRESENT;
	if (evidence->in_modules && !kernel->has_initramfs)
		return KERNEL_MODULE_PRESENT;
	if (kernel->has_config && evidence->config != 'm')
		return KERNEL_OFF;
	/* Without a configuration the option may also be off, which has the same effect. */
	return kernel->has_modules || kernel->has_initramfs ? KERNEL_MODULE_MISSING
							    : KERNEL_UNKNOWN;
}

static enum kernel_state decide(const struct kernel *kernel, int option)
{
	const struct kernel_evidence *evidence = &kernel->evidence[option];

	if ((options[option].only == X86 && kernel->is_arm) ||
	    (options[option].only == ARM && kernel->is_x86))
		return KERNEL_NOT_HERE;
	if (options[option].module)
		return decide_module(kernel, evidence);
	if (evidence->config == 'y')
		return KERNEL_BUILTIN;
	/* Older kernels read the format without an option for it. */
	if (option == KERNEL_XFS_SUPPORT_V4 && evidence->config == '\0')
		return KERNEL_UNKNOWN;
	return kernel->has_config ? KERNEL_OFF : KERNEL_UNKNOWN;
}

void kernel_decide(struct kernel *kernel)
{
	for (int i = 0; i < KERNEL_OPTIONS; i++)
		kernel->states[i] = decide(kernel, i);
}

const char *kernel_option_name(enum kernel_option option)
{
	return options[option].name;
}

const char *kernel_option_module(enum kernel_option option)
{
	return options[option].module;
}

const char *kernel_state_name(enum kernel_state state)
{
	static const char *const names[] = {
		[KERNEL_UNKNOWN] = "unknown",
		[KERNEL_BUILTIN] = "built in",
		[KERNEL_MODULE_PRESENT] = "module present",
		[KERNEL_MODULE_MISSING] = "module missing",
		[KERNEL_OFF] = "off",
		[KERNEL_NOT_HERE] = "not for this arch",
	};

	return names[state];
}

/* ---- What is missing ---- */

bool kernel_is_missing(const struct kernel *kernel, enum kernel_option option)
{
	return kernel->states[option] == KERNEL_OFF ||
	       kernel->states[option] == KERNEL_MODULE_MISSING ||
	       kernel->states[option] == KERNEL_NOT_HERE;
}

enum kernel_option kernel_missing_for_claim(const struct kernel *kernel, const struct claim *claim)
{
	static const enum kernel_option providers[] = {
		[CLAIM_NFIT] = KERNEL_ACPI_NFIT,	[CLAIM_DEVICETREE] = KERNEL_OF_PMEM,
		[CLAIM_E820] = KERNEL_X86_PMEM_LEGACY,	[CLAIM_VIRTIO] = KERNEL_VIRTIO_PMEM,
		[CLAIM_SOFT_RESERVED] = KERNEL_OPTIONS,
	};
	enum kernel_option provider = providers[claim->provider];

	if (provider == KERNEL_OPTIONS)
		return KERNEL_OPTIONS;
	if (kernel_is_missing(kernel, KERNEL_LIBNVDIMM))
		return KERNEL_LIBNVDIMM;
	if (kernel_is_missing(kernel, provider))
		return provider;
	return kernel_is_missing(kernel, KERNEL_BLK_DEV_PMEM) ? KERNEL_BLK_DEV_PMEM
							      : KERNEL_OPTIONS;
}

enum kernel_option kernel_missing_for_root(const struct kernel *kernel)
{
	if (kernel_is_missing(kernel, KERNEL_BLK_DEV_DM) &&
	    kernel_is_missing(kernel, KERNEL_BLK_DEV_LOOP))
		return KERNEL_BLK_DEV_LOOP;
	return kernel_is_missing(kernel, KERNEL_OVERLAY_FS) ? KERNEL_OVERLAY_FS : KERNEL_OPTIONS;
}
