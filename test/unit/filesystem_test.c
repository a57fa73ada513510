// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/filesystem.h"

#include "unit/test.h"

#include <string.h>

static struct kernel kernel;

static const char *missing(const char *release, const char *words)
{
	const struct filesystem_need *need;

	strcpy(kernel.release, release);
	need = filesystem_missing(&kernel, "erofs xfs btrfs", words);
	return need ? need->feature : "nothing";
}

TEST(filesystem_versions)
{
	kernel = (struct kernel){ 0 };
	CHECK_STRING(missing("6.12.9-amd64", "48bit"), "48bit");
	CHECK_STRING(missing("6.15.0-rc1", "48bit"), "nothing");
	CHECK_STRING(missing("7.2", "zstd 48bit metabox"), "nothing");
	CHECK_STRING(missing("6.16.1", "48bit metabox"), "metabox");
	CHECK_STRING(missing("10.1", "metabox"), "nothing");
	/* Unknown releases, and those that say nothing about features, are believed. */
	CHECK_STRING(missing("", "48bit"), "nothing");
	CHECK_STRING(missing("unknown", "48bit"), "nothing");
	CHECK_STRING(missing("6", "48bit"), "nothing");
	CHECK_STRING(missing("6.", "48bit"), "nothing");
	CHECK_STRING(missing("99999.1", "48bit"), "nothing");
	CHECK_STRING(missing("5.14.0-570.el9.x86_64", "zstd 48bit"), "nothing");
	CHECK_STRING(missing("6.1.0-40-amd64", "no-such-word"), "nothing");
}

TEST(filesystem_options_before_versions)
{
	kernel = (struct kernel){ 0 };
	CHECK_STRING(missing("6.1.0-40-amd64", "lz4 zstd"), "zstd");
	kernel.states[KERNEL_EROFS_FS_ZIP_ZSTD] = KERNEL_BUILTIN;
	CHECK_STRING(missing("6.1.0-40-amd64", "lz4 zstd"), "nothing");
	kernel.states[KERNEL_EROFS_FS_ZIP] = KERNEL_OFF;
	CHECK_STRING(missing("7.2", "lz4 zstd"), "lz4");
	CHECK_STRING(missing("7.2", "tail-packing"), "tail-packing");
}

TEST(filesystem_of_a_disk)
{
	struct slice config = { NULL, 0 };

	kernel = (struct kernel){ 0 };
	CHECK_STRING(missing("5.18.0", "bigtime nrext64"), "nrext64");
	CHECK_STRING(missing("6.1.0-40-amd64", "bigtime nrext64"), "nothing");
	CHECK_STRING(missing("6.6.9", "simple-quota"), "simple-quota");
	kernel.states[KERNEL_BTRFS_FS] = KERNEL_MODULE_MISSING;
	CHECK(filesystem_missing(&kernel, "btrfs", "")->option == KERNEL_BTRFS_FS);
	CHECK(!filesystem_missing(&kernel, "ext4", "casefold"));
	/* An old kernel's configuration has no option for XFS of version 4. */
	kernel_take_config(&kernel, config);
	kernel_decide(&kernel);
	CHECK(kernel.states[KERNEL_XFS_FS] == KERNEL_OFF);
	kernel.states[KERNEL_XFS_FS] = KERNEL_BUILTIN;
	CHECK(!filesystem_missing(&kernel, "xfs", "v4"));
	config = (struct slice){ (const uint8_t *)"# CONFIG_XFS_SUPPORT_V4 is not set\n", 35 };
	kernel_take_config(&kernel, config);
	kernel_decide(&kernel);
	kernel.states[KERNEL_XFS_FS] = KERNEL_BUILTIN;
	CHECK(filesystem_missing(&kernel, "xfs", "v4")->option == KERNEL_XFS_SUPPORT_V4);
	CHECK(!filesystem_missing(&kernel, "xfs", ""));
}

TEST(filesystem_that_no_kernel_reads)
{
	CHECK_STRING(filesystem_unreadable("squashfs", "lzma"), "lzma");
	CHECK_STRING(filesystem_unreadable("squashfs", "unknown"), "unknown");
	CHECK(!filesystem_unreadable("squashfs", "xz"));
	CHECK(!filesystem_unreadable("erofs", "lzma"));
	CHECK_STRING(filesystem_unreadable("erofs", "lz4 unknown"), "unknown");
	CHECK(!filesystem_unreadable("ext4", "lzma"));
}

TEST(filesystem_needs_for_people)
{
	char text[128];

	filesystem_print_needs("erofs", "lz4 zstd", "tail-packing 48bit", text, sizeof(text));
	CHECK_STRING(text, "CONFIG_EROFS_FS_ZIP, CONFIG_EROFS_FS_ZIP_ZSTD, Linux 6.15 or later");
	filesystem_print_needs("squashfs", "xz", "", text, sizeof(text));
	CHECK_STRING(text, "CONFIG_SQUASHFS_XZ");
	filesystem_print_needs("erofs", "", "large-blocks", text, sizeof(text));
	CHECK_STRING(text, "pages as large as its blocks");
	filesystem_print_needs("xfs", "", "v4 parent", text, sizeof(text));
	CHECK_STRING(text, "CONFIG_XFS_SUPPORT_V4, Linux 6.10 or later");
	filesystem_print_needs("ext4", "", "", text, sizeof(text));
	CHECK_STRING(text, "");
}
