// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/kernel.h"

#include "unit/test.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

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

TEST(kernel_lacks)
{
	struct claim nfit = { .provider = CLAIM_NFIT }, soft = { .provider = CLAIM_SOFT_RESERVED };

	kernel = (struct kernel){ 0 };
	decide();
	CHECK(kernel_lacks_for_claim(&kernel, &nfit) == KERNEL_OPTIONS);
	CHECK(kernel_lacks_for_image(&kernel, "squashfs", "zstd") == KERNEL_OPTIONS);
	kernel_take_config(&kernel, slice_of(config));
	kernel_take_modules(&kernel, slice_of("libnvdimm.ko\nnd_pmem.ko\n"), false);
	decide();
	CHECK(kernel_lacks_for_claim(&kernel, &nfit) == KERNEL_ACPI_NFIT);
	CHECK(kernel_lacks_for_claim(&kernel, &soft) == KERNEL_OPTIONS);
	CHECK(kernel_lacks_for_image(&kernel, "squashfs", "zstd") == KERNEL_SQUASHFS_ZSTD);
	CHECK(kernel_lacks_for_image(&kernel, "squashfs erofs", "xz") == KERNEL_EROFS_FS);
	CHECK(kernel_lacks_for_image(&kernel, "squashfs", "xz") == KERNEL_BLK_DEV_LOOP);
	kernel.states[KERNEL_BLK_DEV_DM] = KERNEL_BUILTIN;
	CHECK(kernel_lacks_for_image(&kernel, "squashfs", "xz") == KERNEL_OVERLAY_FS);
	kernel.states[KERNEL_OVERLAY_FS] = KERNEL_MODULE_PRESENT;
	CHECK(kernel_lacks_for_image(&kernel, "squashfs", "xz") == KERNEL_OPTIONS);
}

/* ---- A kernel elsewhere ---- */

static char folder[] = "/tmp/pmemboot-kernel.XXXXXX";

static char *put(const char *path, const char *text)
{
	static char full[128];
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", folder, path);
	file = fopen(full, "we");
	CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
	return full;
}

static void make(const char *path)
{
	char full[128];

	snprintf(full, sizeof(full), "%s/%s", folder, path);
	CHECK(mkdir(full, 0755) == 0);
}

TEST(kernel_elsewhere)
{
	struct kernel_source source = { 0 };
	struct failure why = { 0 };
	char command[64];

	CHECK(mkdtemp(folder));
	source.config = put("config", config);
	CHECK(kernel_gather_elsewhere(&source, &kernel, &why) == 0);
	CHECK(kernel.states[KERNEL_SQUASHFS] == KERNEL_BUILTIN);
	source.modules = folder;
	CHECK(kernel_gather_elsewhere(&source, &kernel, &why) < 0 &&
	      strstr(why.line, "has no modules.dep"));
	make("lib");
	make("lib/modules");
	make("lib/modules/6.1.0-test");
	put("lib/modules/6.1.0-test/modules.order", "kernel/libnvdimm.ko\nkernel/nd_pmem.ko\n");
	make("lib/modules/6.1.0-test/kernel");
	put("lib/modules/6.1.0-test/kernel/libnvdimm.ko.xz", "");
	put("lib/modules/6.1.0-test/modules.builtin", "kernel/fs/overlayfs/overlay.ko\n");
	source.config = NULL;
	why.code = FAILURE_NONE;
	CHECK(kernel_gather_elsewhere(&source, &kernel, &why) == 0);
	CHECK_STRING(kernel.release, "6.1.0-test");
	CHECK(kernel.states[KERNEL_LIBNVDIMM] == KERNEL_MODULE_PRESENT);
	CHECK(kernel.states[KERNEL_BLK_DEV_PMEM] == KERNEL_MODULE_MISSING); /* listed, not there */
	CHECK(kernel.states[KERNEL_OVERLAY_FS] == KERNEL_BUILTIN);
	CHECK(kernel.states[KERNEL_SQUASHFS] == KERNEL_MODULE_MISSING);
	source.config = put("config.gz", "\x1f\x8b");
	CHECK(kernel_gather_elsewhere(&source, &kernel, &why) == -EBADMSG);
	source.config = "/does/not/exist";
	CHECK(kernel_gather_elsewhere(&source, &kernel, &why) == -ENOENT);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	CHECK(system(command) == 0);
}
