// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/volume.h"

#include <errno.h>

/* In XFS's version numbers, the version of the format; and the first with feature bits. */
enum { XFS_VERSION = 0xf, XFS_VERSION_5 = 5 };

enum { EXT_SUPERBLOCK = 1024, EXT_MAGIC = 0xef53, EXT_64BIT = 0x80, EXT_LOG_MAX = 6 };
enum { XFS_BLOCK_MIN = 512, XFS_BLOCK_MAX = 65536 };

static int take_size(struct volume *ret, const char *fstype, uint64_t blocks, uint64_t block_size)
{
	if (blocks == 0 || blocks > UINT64_MAX / block_size)
		return -EBADMSG;
	*ret = (struct volume){
		.fstype = fstype,
		.size = blocks * block_size,
		.block_size = (uint32_t)block_size,
		.devices = 1,
	};
	return 0;
}

static int parse_ext(struct slice super, struct volume *ret)
{
	uint64_t blocks = slice_le32(super, 4);
	uint32_t log_size = slice_le32(super, 24);
	int r;

	if (log_size > EXT_LOG_MAX)
		return -EBADMSG;
	if (slice_le32(super, 96) & EXT_64BIT)
		blocks |= (uint64_t)slice_le32(super, 336) << 32;
	r = take_size(ret, "ext4", blocks, UINT64_C(1024) << log_size);
	if (r == 0)
		ret->features = slice_le32(super, 96);
	return r;
}

static int parse_xfs(struct slice bytes, struct volume *ret)
{
	uint64_t block_size = slice_be(bytes, 4, 4);
	int r;

	if (block_size < XFS_BLOCK_MIN || block_size > XFS_BLOCK_MAX)
		return -EBADMSG;
	r = take_size(ret, "xfs", slice_be(bytes, 8, 8), block_size);
	if (r < 0)
		return r;
	ret->old_format = (slice_be(bytes, 100, 2) & XFS_VERSION) < XFS_VERSION_5;
	ret->features = ret->old_format ? 0 : slice_be(bytes, 216, 4);
	return 0;
}

int volume_parse(struct slice bytes, struct volume *ret)
{
	struct slice ext = slice_sub(bytes, EXT_SUPERBLOCK, VOLUME_SIZE - EXT_SUPERBLOCK);

	if (slice_le16(ext, 56) == EXT_MAGIC)
		return parse_ext(ext, ret);
	if (!slice_matches(bytes, 0, "XFSB", 4))
		return -ENOENT;
	return parse_xfs(bytes, ret);
}

int volume_parse_btrfs(struct slice superblock, struct volume *ret)
{
	int r;

	if (!slice_matches(superblock, 64, "_BHRfS_M", 8))
		return -ENOENT;
	r = take_size(ret, "btrfs", slice_le64(superblock, 112), 1);
	if (r < 0)
		return r;
	ret->devices = slice_le64(superblock, 136);
	ret->block_size = slice_le32(superblock, 144);
	ret->features = slice_le64(superblock, 188);
	return 0;
}
