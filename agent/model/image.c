// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/image.h"

#include "base/text.h"
#include "parse/erofs.h"
#include "parse/squashfs.h"
#include "parse/volume.h"

#include <errno.h>
#include <string.h>

enum { PAGE = 4096 };

/*
 * DAX needs uncompressed files and blocks of a page, 4 KiB (fs/erofs/super.c, inode.c, Linux 6.12).
 */
static const char *why_no_dax(const struct erofs *erofs)
{
	if (erofs->compressed)
		return "its files are compressed";
	return erofs->block_size == PAGE ? NULL : "its block size is not 4 KiB";
}

static void add_word(char *words, const char *word)
{
	text_append_cut(words, IMAGE_WORDS_MAX, "%s%s", *words ? " " : "", word);
}

/* The words for the bits that are set, and for bits that have no word. */
static void add_bits(char *words, uint64_t bits, const char *const *names, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (bits >> i & 1 && names[i])
			add_word(words, names[i]);
	if (bits >> n)
		add_word(words, IMAGE_UNKNOWN);
}

static void take_squashfs(const struct squashfs *squashfs, struct image_kind *ret)
{
	*ret = (struct image_kind){ .fstype = "squashfs",
				    .no_dax = "squashfs does not support DAX",
				    .size = squashfs->size,
				    .inodes = squashfs->inodes };
	add_word(ret->compressor, squashfs->compressor);
}

static void take_erofs(const struct erofs *erofs, struct image_kind *ret)
{
	static const char *const algorithms[] = { "lz4", "lzma", "deflate", "zstd" };
	static const char *const features[] = {
		NULL,	 NULL,	   "chunks", NULL, "tail-packing", "fragments", "xattr-prefixes",
		"48bit", "metabox"
	};

	*ret = (struct image_kind){ .fstype = "erofs",
				    .no_dax = why_no_dax(erofs),
				    .size = erofs->size,
				    .inodes = erofs->inodes };
	add_bits(ret->compressor, erofs->algorithms, algorithms, array_size(algorithms));
	add_bits(ret->features, erofs->features, features, array_size(features));
	if (erofs->block_size != PAGE)
		add_word(ret->features, erofs->block_size < PAGE ? "small-blocks" : "large-blocks");
}

int image_identify(const struct reader *reader, const struct extent *extent, struct image_kind *ret)
{
	uint8_t buf[EROFS_SUPERBLOCK_OFFSET + EROFS_SUPERBLOCK_SIZE];
	struct slice bytes = { buf, sizeof(buf) };
	struct squashfs squashfs;
	struct erofs erofs;
	int r;

	if (extent->len < sizeof(buf))
		return -ENOENT;
	r = reader_read(reader, extent->offset, buf, sizeof(buf));
	if (r < 0)
		return r;
	r = squashfs_parse(bytes, &squashfs);
	if (r == 0)
		take_squashfs(&squashfs, ret);
	if (r != -ENOENT)
		return r;
	r = erofs_parse(slice_sub(bytes, EROFS_SUPERBLOCK_OFFSET, EROFS_SUPERBLOCK_SIZE), &erofs);
	if (r == 0 && erofs.devices > 0)
		return -EOPNOTSUPP;
	if (r == 0)
		take_erofs(&erofs, ret);
	return r;
}

/* fs/ext4/ext4.h, fs/xfs/libxfs/xfs_format.h, include/uapi/linux/btrfs.h, Linux 6.18. */
static void add_volume_bits(const struct volume *volume, char *words)
{
	static const char *const ext4[18] = { [17] = "casefold" };
	static const char *const xfs[11] = {
		[3] = "bigtime", [4] = "needsrepair", [5] = "nrext64", [6] = "exchange",
		[7] = "parent",	 [8] = "metadir",     [9] = "zoned",   [10] = "zone-gaps"
	};
	static const char *const btrfs[17] = { [11] = "raid1c34",
					       [12] = "zoned",
					       [13] = "extent-tree-v2",
					       [14] = "raid-stripe-tree",
					       [16] = "simple-quota" };

	if (strcmp(volume->fstype, "ext4") == 0)
		add_bits(words, volume->features, ext4, array_size(ext4));
	else if (strcmp(volume->fstype, "xfs") == 0)
		add_bits(words, volume->features, xfs, array_size(xfs));
	else
		add_bits(words, volume->features, btrfs, array_size(btrfs));
}

static int take_volume(const struct volume *volume, struct image_kind *ret)
{
	bool xfs = strcmp(volume->fstype, "xfs") == 0;

	if (volume->devices > 1)
		return -EOPNOTSUPP;
	*ret = (struct image_kind){ .fstype = volume->fstype,
				    .no_dax = "only erofs is used with DAX",
				    .size = volume->size };
	if (volume->old_format)
		add_word(ret->features, "v4");
	if (volume->block_size > PAGE)
		add_word(ret->features, xfs ? "lbs" : "large-blocks");
	add_volume_bits(volume, ret->features);
	return 0;
}

int image_identify_any(const struct reader *reader, const struct extent *extent,
		       struct image_kind *ret)
{
	uint8_t buf[VOLUME_SIZE];
	struct volume volume;
	int r = image_identify(reader, extent, ret);

	if (r != -ENOENT || extent->len < sizeof(buf))
		return r;
	r = reader_read(reader, extent->offset, buf, sizeof(buf));
	if (r == 0)
		r = volume_parse((struct slice){ buf, sizeof(buf) }, &volume);
	if (r == -ENOENT && extent->len > VOLUME_BTRFS_OFFSET + VOLUME_BTRFS_SIZE) {
		r = reader_read(reader, extent->offset + VOLUME_BTRFS_OFFSET, buf,
				VOLUME_BTRFS_SIZE);
		if (r == 0)
			r = volume_parse_btrfs((struct slice){ buf, VOLUME_BTRFS_SIZE }, &volume);
	}
	return r == 0 ? take_volume(&volume, ret) : r;
}
