// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/filesystem.h"

#include "base/slice.h"
#include "base/text.h"
#include "model/image.h"

#include <string.h>

/* The options prevent a journal replay, which fails on a read-only device. */
static const struct filesystem filesystems[] = {
	{ "squashfs", "squashfs", "", false },
	{ "erofs", "erofs", "", false },
	{ "ext4", "ext4", ",noload", true },
	{ "ext3", "ext4", ",noload", true },
	{ "ext2", "ext4", ",noload", true },
	{ "xfs", "xfs", ",norecovery", true },
	{ "btrfs", "btrfs", ",rescue=nologreplay", true },
};

const struct filesystem *filesystem_find(const char *type)
{
	for (size_t i = 0; i < array_size(filesystems); i++)
		if (strcmp(filesystems[i].type, type) == 0)
			return &filesystems[i];
	return NULL;
}

/* ---- What a superblock needs ---- */

#define LINUX FILESYSTEM_LINUX

#define NONE  KERNEL_OPTIONS
#define NEVER FILESYSTEM_NEVER

/*
 * Options: the Kconfig of the file system. Versions: when the kernel began to accept the bit of the
 * feature. XFS of version 4 may be left out since Linux 5.10. An erofs with blocks larger than a
 * page cannot be mounted; some arm64 kernels have larger pages.
 */
static const struct filesystem_need needs[] = {
	{ "squashfs", NULL, KERNEL_SQUASHFS, 0 },
	{ "squashfs", "gzip", KERNEL_SQUASHFS_ZLIB, 0 },
	{ "squashfs", "lz4", KERNEL_SQUASHFS_LZ4, 0 },
	{ "squashfs", "lzo", KERNEL_SQUASHFS_LZO, 0 },
	{ "squashfs", "xz", KERNEL_SQUASHFS_XZ, 0 },
	{ "squashfs", "zstd", KERNEL_SQUASHFS_ZSTD, 0 },
	{ "squashfs", "lzma", NONE, NEVER },
	{ "squashfs", IMAGE_UNKNOWN, NONE, NEVER },
	{ "erofs", NULL, KERNEL_EROFS_FS, 0 },
	{ "erofs", "lz4", KERNEL_EROFS_FS_ZIP, 0 },
	{ "erofs", "lzma", KERNEL_EROFS_FS_ZIP_LZMA, LINUX(5, 16) },
	{ "erofs", "deflate", KERNEL_EROFS_FS_ZIP_DEFLATE, LINUX(6, 6) },
	{ "erofs", "zstd", KERNEL_EROFS_FS_ZIP_ZSTD, LINUX(6, 10) },
	{ "erofs", IMAGE_UNKNOWN, NONE, NEVER },
	{ "erofs", "chunks", NONE, LINUX(5, 15) },
	{ "erofs", "tail-packing", KERNEL_EROFS_FS_ZIP, LINUX(5, 17) },
	{ "erofs", "fragments", KERNEL_EROFS_FS_ZIP, LINUX(6, 1) },
	{ "erofs", "xattr-prefixes", NONE, LINUX(6, 4) },
	{ "erofs", "small-blocks", NONE, LINUX(6, 4) },
	{ "erofs", "48bit", NONE, LINUX(6, 15) },
	{ "erofs", "metabox", NONE, LINUX(6, 17) },
	{ "ext4", NULL, KERNEL_EXT4_FS, 0 },
	{ "ext4", "casefold", NONE, LINUX(5, 2) },
	{ "xfs", NULL, KERNEL_XFS_FS, 0 },
	{ "xfs", "v4", KERNEL_XFS_SUPPORT_V4, 0 },
	{ "xfs", "bigtime", NONE, LINUX(5, 10) },
	{ "xfs", "nrext64", NONE, LINUX(5, 19) },
	{ "xfs", "exchange", NONE, LINUX(6, 10) },
	{ "xfs", "parent", NONE, LINUX(6, 10) },
	{ "xfs", "lbs", NONE, LINUX(6, 12) },
	{ "xfs", "metadir", NONE, LINUX(6, 13) },
	{ "xfs", "zoned", NONE, LINUX(6, 15) },
	{ "xfs", "zone-gaps", NONE, LINUX(6, 15) },
	{ "btrfs", NULL, KERNEL_BTRFS_FS, 0 },
	{ "btrfs", "raid1c34", NONE, LINUX(5, 5) },
	{ "btrfs", "zoned", NONE, LINUX(5, 12) },
	{ "btrfs", "raid-stripe-tree", NONE, LINUX(6, 7) },
	{ "btrfs", "simple-quota", NONE, LINUX(6, 7) },
};

static bool applies(const struct filesystem_need *need, const char *fstypes, const char *words)
{
	return text_has_word(fstypes, ' ', need->fstype) &&
	       (!need->feature || text_has_word(words, ' ', need->feature));
}

/*
 * The version of a release: "6.12.9-amd64". 0 if it is unknown. Enterprise kernels have features of
 * later versions, so theirs says nothing.
 */
static unsigned int version_of(const char *release)
{
	struct slice rest = { (const uint8_t *)release, strlen(release) };
	unsigned int version[2] = { 0, 0 };

	for (size_t i = 0; i < array_size(version); i++) {
		size_t digits = 0;

		while (slice_u8(rest, digits) >= '0' && slice_u8(rest, digits) <= '9' && digits < 3)
			version[i] = version[i] * 10 + slice_u8(rest, digits++) - '0';
		if (digits == 0)
			return 0;
		rest = slice_sub(rest, digits, rest.len - digits);
		if (i == 0 && slice_u8(rest, 0) != '.')
			return 0;
		rest = slice_sub(rest, 1, rest.len > 0 ? rest.len - 1 : 0);
	}
	return strstr(release, ".el") ? 0 : LINUX(version[0], version[1]);
}

/* Is it known that the kernel has the option? It may have that of a later version. */
static bool is_configured(const struct kernel *kernel, enum kernel_option option)
{
	return option != NONE && kernel->states[option] != KERNEL_UNKNOWN;
}

const struct filesystem_need *filesystem_missing(const struct kernel *kernel, const char *fstypes,
						 const char *words)
{
	unsigned int version = version_of(kernel->release);

	for (size_t i = 0; i < array_size(needs); i++) {
		const struct filesystem_need *need = &needs[i];

		if (!applies(need, fstypes, words))
			continue;
		if (need->option != NONE && kernel_is_missing(kernel, need->option))
			return need;
		if (!is_configured(kernel, need->option) && version > 0 && version < need->since)
			return need;
	}
	return NULL;
}

const char *filesystem_unreadable(const char *fstype, const char *compressors)
{
	for (size_t i = 0; i < array_size(needs); i++)
		if (needs[i].since == NEVER && applies(&needs[i], fstype, compressors))
			return needs[i].feature;
	return NULL;
}

void filesystem_print_needs(const char *fstype, const char *compressors, const char *features,
			    char *buf, size_t size)
{
	unsigned int since = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < array_size(needs); i++) {
		const struct filesystem_need *need = &needs[i];

		if (!need->feature || need->since == NEVER ||
		    (!applies(need, fstype, compressors) && !applies(need, fstype, features)))
			continue;
		since = need->since > since ? need->since : since;
		if (need->option != NONE && !strstr(buf, kernel_option_name(need->option)))
			text_append_cut(buf, size, "%sCONFIG_%s", *buf ? ", " : "",
					kernel_option_name(need->option));
	}
	if (since > 0)
		text_append_cut(buf, size, "%sLinux %u.%u or later", *buf ? ", " : "", since >> 8,
				since & 0xff);
	if (text_has_word(features, ' ', "large-blocks"))
		text_append_cut(buf, size, "%spages as large as its blocks", *buf ? ", " : "");
}
