// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/erofs.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct erofs erofs = { .size = 1, .block_size = 1 };
	int r = erofs_parse((struct slice){ data, size }, &erofs);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG);
		REQUIRE(erofs.size == 1 && erofs.block_size == 1);
		return 0;
	}
	REQUIRE(r == 0 && size >= EROFS_SUPERBLOCK_SIZE);
	REQUIRE(erofs.block_size >= 512 && (erofs.block_size & (erofs.block_size - 1)) == 0);
	REQUIRE(erofs.size >= erofs.block_size && erofs.size <= INT64_MAX);
	REQUIRE(erofs.size % erofs.block_size == 0);
	REQUIRE(erofs.compressed || erofs.algorithms == 0);
	return 0;
}
