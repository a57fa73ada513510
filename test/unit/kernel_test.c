// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/filesystem.h"

#include "unit/test.h"

#include <string.h>

static struct kernel kernel;

static struct slice slice_of(const char *text)
{
	return (struct slice){ (const uint8_t *)text, strlen(text) };
}

static const char config[] = "CONFIG_X86=y\nCONFIG_LIBNVDIMM=m\nCONFIG_BLK_DEV_PMEM=m\n"
			     "CONFIG_SQUASHFS=y\nCONFIG_SQUASHFS_XZ=y\nCONFIG_OVERLAY_FS=m\n"
			     "# CONFIG_ACPI_NFIT is not set\nCONFIG_FS_DAX=y\n"
			     "CONFIG_MHP_DEFAULT_ONLINE_TYPE_ONLINE_MOVABLE=y\n";

static void decide(void)
{
	kernel_decide(&kernel);
}

TEST(kernel_by_its_configuration)
{
	kernel = (struct kernel){ 0 };
	kernel_take_config(&kernel, slice_of(config));
	decide();
	CHECK(kernel.states[KERNEL_SQUASHFS] == KERNEL_BUILTIN);
	CHECK(kernel.states[KERNEL_FS_DAX] == KERNEL_BUILTIN);
	CHECK(kernel.states[KERNEL_ZONE_DEVICE] == KERNEL_OFF);
	CHECK(kernel.states[KERNEL_ACPI_NFIT] == KERNEL_OFF);
	CHECK(kernel.states[KERNEL_ARM64_PMEM] == KERNEL_NOT_HERE);
	CHECK(kernel.states[KERNEL_LIBNVDIMM] == KERNEL_UNKNOWN); /* a module, but is it there? */
	CHECK_STRING(kernel.online, "online_movable");
	kernel_take_modules(&kernel, slice_of("kernel/drivers/nvdimm/libnvdimm.ko:\n"), false);
	decide();
	CHECK(kernel.states[KERNEL_LIBNVDIMM] == KERNEL_MODULE_PRESENT);
	CHECK(kernel.states[KERNEL_BLK_DEV_PMEM] == KERNEL_MODULE_MISSING);
}

TEST(kernel_by_what_runs)
{
	kernel = (struct kernel){ 0 };
	decide();
	for (int i = 0; i < KERNEL_OPTIONS; i++)
		CHECK(kernel.states[i] == KERNEL_UNKNOWN);
	kernel_take_filesystems(&kernel, slice_of("nodev\tsysfs\nnodev\toverlay\n\tiso9660\n"));
	kernel.evidence[KERNEL_OVERLAY_FS].running_module = true;
	decide();
	CHECK(kernel.states[KERNEL_ISO9660_FS] == KERNEL_BUILTIN);
	CHECK(kernel.states[KERNEL_OVERLAY_FS] == KERNEL_MODULE_PRESENT);
	CHECK(kernel.states[KERNEL_EROFS_FS] == KERNEL_UNKNOWN);
	/* An initramfs has what it has, whatever the kernel's package has. */
	kernel.has_initramfs = true;
	kernel.evidence[KERNEL_EROFS_FS].in_modules = true;
	kernel.evidence[KERNEL_SQUASHFS].in_initramfs = true;
	decide();
	CHECK(kernel.states[KERNEL_EROFS_FS] == KERNEL_MODULE_MISSING);
	CHECK(kernel.states[KERNEL_SQUASHFS] == KERNEL_MODULE_PRESENT);
}

static enum kernel_option missing(const char *fstypes, const char *words)
{
	const struct filesystem_need *need = filesystem_missing(&kernel, fstypes, words);

	return need ? need->option : KERNEL_OPTIONS;
}

TEST(kernel_missing)
{
	struct claim nfit = { .provider = CLAIM_NFIT }, soft = { .provider = CLAIM_SOFT_RESERVED };

	kernel = (struct kernel){ 0 };
	decide();
	CHECK(kernel_missing_for_claim(&kernel, &nfit) == KERNEL_OPTIONS);
	CHECK(!filesystem_missing(&kernel, "squashfs", "zstd"));
	kernel_take_config(&kernel, slice_of(config));
	kernel_take_modules(&kernel, slice_of("libnvdimm.ko\nnd_pmem.ko\n"), false);
	decide();
	CHECK(kernel_missing_for_claim(&kernel, &nfit) == KERNEL_ACPI_NFIT);
	CHECK(kernel_missing_for_claim(&kernel, &soft) == KERNEL_OPTIONS);
	CHECK(missing("squashfs", "zstd") == KERNEL_SQUASHFS_ZSTD);
	CHECK(missing("squashfs erofs", "xz") == KERNEL_EROFS_FS);
	CHECK(!filesystem_missing(&kernel, "squashfs", "xz"));
	CHECK(kernel_missing_for_root(&kernel) == KERNEL_BLK_DEV_LOOP);
	kernel.states[KERNEL_BLK_DEV_DM] = KERNEL_BUILTIN;
	CHECK(kernel_missing_for_root(&kernel) == KERNEL_OVERLAY_FS);
	kernel.states[KERNEL_OVERLAY_FS] = KERNEL_MODULE_PRESENT;
	CHECK(kernel_missing_for_root(&kernel) == KERNEL_OPTIONS);
}
