// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/squashfs.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct squashfs squashfs = { .size = 1, .compressor = NULL };
	int r = squashfs_parse((struct slice){ data, size }, &squashfs);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EOPNOTSUPP || r == -EBADMSG);
		REQUIRE(squashfs.size == 1 && !squashfs.compressor);
		return 0;
	}
	REQUIRE(r == 0 && size >= SQUASHFS_SUPERBLOCK_SIZE);
	REQUIRE(squashfs.size >= SQUASHFS_SUPERBLOCK_SIZE && squashfs.size <= INT64_MAX);
	REQUIRE(squashfs.compressor && squashfs.compressor[0]);
	return 0;
}
