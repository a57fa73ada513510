// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/kernel_files.h"

#include "unit/test.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static struct kernel kernel;
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

TEST(kernel_files)
{
	struct kernel_files files = { 0 };
	struct failure why = { 0 };
	char command[64];

	CHECK(mkdtemp(folder));
	files.config = put("config", "CONFIG_X86=y\nCONFIG_SQUASHFS=y\n");
	CHECK(kernel_files_gather(&files, &kernel, &why) == 0);
	CHECK(kernel.states[KERNEL_SQUASHFS] == KERNEL_BUILTIN);
	files.modules = folder;
	CHECK(kernel_files_gather(&files, &kernel, &why) < 0 &&
	      strstr(why.line, "has no modules.dep"));
	make("lib");
	make("lib/modules");
	make("lib/modules/6.1.0-test");
	put("lib/modules/6.1.0-test/modules.order", "kernel/libnvdimm.ko\nkernel/nd_pmem.ko\n");
	make("lib/modules/6.1.0-test/kernel");
	put("lib/modules/6.1.0-test/kernel/libnvdimm.ko.xz", "");
	put("lib/modules/6.1.0-test/modules.builtin", "kernel/fs/overlayfs/overlay.ko\n");
	files.config = NULL;
	why.code = FAILURE_NONE;
	CHECK(kernel_files_gather(&files, &kernel, &why) == 0);
	CHECK_STRING(kernel.release, "6.1.0-test");
	CHECK(kernel.states[KERNEL_LIBNVDIMM] == KERNEL_MODULE_PRESENT);
	CHECK(kernel.states[KERNEL_BLK_DEV_PMEM] == KERNEL_MODULE_MISSING); /* listed, not there */
	CHECK(kernel.states[KERNEL_OVERLAY_FS] == KERNEL_BUILTIN);
	CHECK(kernel.states[KERNEL_SQUASHFS] == KERNEL_MODULE_MISSING);
	files.config = put("config.gz", "\x1f\x8b");
	CHECK(kernel_files_gather(&files, &kernel, &why) == -EBADMSG);
	files.config = "/does/not/exist";
	CHECK(kernel_files_gather(&files, &kernel, &why) == -ENOENT);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	CHECK(system(command) == 0);
}
