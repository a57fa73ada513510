// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/erofs.h"
#include "parse/squashfs.h"

#include "unit/test.h"

#include <errno.h>

/* mksquashfs 4.5.1 -comp zstd, 128 KiB blocks, 295 bytes used. */
static const uint8_t squashfs_good[SQUASHFS_SUPERBLOCK_SIZE] = {
	'h',  's', 'q', 's', 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1,    0, 0, 0, 6, 0, 17, 0,
	0xc0, 0,   1,	0,   4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x27, 1, 0, 0, 0, 0, 0,  0,
};

static int squashfs_with(size_t offset, uint8_t value, struct squashfs *squashfs)
{
	uint8_t bytes[SQUASHFS_SUPERBLOCK_SIZE];

	memcpy(bytes, squashfs_good, sizeof(bytes));
	bytes[offset] = value;
	return squashfs_parse((struct slice){ bytes, sizeof(bytes) }, squashfs);
}

TEST(squashfs_good)
{
	struct squashfs squashfs;

	CHECK(squashfs_with(0, 'h', &squashfs) == 0);
	CHECK(squashfs.size == 295);
	CHECK_STRING(squashfs.compressor, "zstd");
	CHECK(squashfs_with(20, 4, &squashfs) == 0);
	CHECK_STRING(squashfs.compressor, "xz");
	CHECK(squashfs_with(20, 77, &squashfs) == 0);
	CHECK_STRING(squashfs.compressor, "unknown");
}

TEST(squashfs_bad)
{
	struct squashfs squashfs;

	CHECK(squashfs_with(0, 'x', &squashfs) == -ENOENT);
	CHECK(squashfs_with(28, 3, &squashfs) == -EOPNOTSUPP); /* version */
	CHECK(squashfs_with(22, 16, &squashfs) == -EBADMSG);   /* logarithm disagrees */
	CHECK(squashfs_with(22, 200, &squashfs) == -EBADMSG);  /* block size over the limit */
	CHECK(squashfs_with(47, 0x80, &squashfs) == -EBADMSG); /* more than 63 bits */
	CHECK(squashfs_with(41, 0, &squashfs) == -EBADMSG);    /* shorter than the superblock */
	CHECK(squashfs_parse((struct slice){ squashfs_good, 95 }, &squashfs) == -EBADMSG);
	CHECK(squashfs_parse((struct slice){ squashfs_good, 3 }, &squashfs) == -ENOENT);
	CHECK(squashfs_parse((struct slice){ NULL, 0 }, &squashfs) == -ENOENT);
}

static int erofs_with(size_t offset, uint8_t value, struct erofs *erofs)
{
	uint8_t bytes[EROFS_SUPERBLOCK_SIZE] = { 0xe2, 0xe1, 0xf5, 0xe0, [12] = 12, [36] = 5 };

	bytes[offset] = value;
	return erofs_parse((struct slice){ bytes, sizeof(bytes) }, erofs);
}

TEST(erofs_good)
{
	struct erofs erofs;

	CHECK(erofs_with(12, 12, &erofs) == 0);
	CHECK(erofs.size == 5 * 4096 && erofs.block_size == 4096);
	CHECK(erofs_with(39, 0xff, &erofs) == 0);
	CHECK(erofs.size == (UINT64_C(0xff000005) << 12));
	/* The high bits count only where the feature says so. */
	CHECK(erofs_with(14, 1, &erofs) == 0);
	CHECK(erofs.size == 5 * 4096);
}

/* Bytes 14 and 15 belong to the block count only if the root's number has a field of its own. */
TEST(erofs_48_bit_blocks)
{
	uint8_t bytes[EROFS_SUPERBLOCK_SIZE] = {
		0xe2, 0xe1, 0xf5, 0xe0, [12] = 12, [14] = 1, [36] = 5, [80] = 0x80
	};
	struct erofs erofs;

	CHECK(erofs_parse((struct slice){ bytes, sizeof(bytes) }, &erofs) == 0);
	CHECK(erofs.size == 5 << 12 && erofs.root == 1);
	bytes[112] = 36;
	CHECK(erofs_parse((struct slice){ bytes, sizeof(bytes) }, &erofs) == 0);
	CHECK(erofs.size == UINT64_C(0x100000005) << 12 && erofs.root == 36);
	bytes[15] = 0xff;
	bytes[12] = 16;
	CHECK(erofs_parse((struct slice){ bytes, sizeof(bytes) }, &erofs) == -EBADMSG);
}

TEST(erofs_algorithms)
{
	uint8_t bytes[EROFS_SUPERBLOCK_SIZE] = { 0xe2, 0xe1, 0xf5, 0xe0, [12] = 12, [36] = 5 };
	struct slice slice = { bytes, sizeof(bytes) };
	struct erofs erofs;

	/* Without a list of algorithms, bytes 84 and 85 are LZ4's maximum distance. */
	bytes[84] = 9;
	CHECK(erofs_parse(slice, &erofs) == 0 && erofs.algorithms == 0 && !erofs.compressed);
	bytes[80] = 1;
	CHECK(erofs_parse(slice, &erofs) == 0 && erofs.algorithms == EROFS_LZ4);
	bytes[80] = 3;
	CHECK(erofs_parse(slice, &erofs) == 0 && erofs.algorithms == (EROFS_LZ4 | EROFS_ZSTD));
	/* The bit of several algorithms is that of several devices. */
	bytes[80] = 0x0b;
	CHECK(erofs_parse(slice, &erofs) == 0 && erofs.devices == 0);
	bytes[86] = 2;
	CHECK(erofs_parse(slice, &erofs) == 0 && erofs.devices == 2);
}

TEST(erofs_bad)
{
	struct erofs erofs;

	CHECK(erofs_with(0, 0, &erofs) == -ENOENT);
	CHECK(erofs_with(12, 8, &erofs) == -EBADMSG);
	CHECK(erofs_with(12, 17, &erofs) == -EBADMSG);
	CHECK(erofs_with(36, 0, &erofs) == -EBADMSG);
	CHECK(erofs_parse((struct slice){ NULL, 0 }, &erofs) == -ENOENT);
}
