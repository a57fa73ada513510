// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/ext4.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool errors = ext4_has_errors((struct slice){ data, size });

	REQUIRE(!errors || size >= EXT4_SUPERBLOCK_SIZE); /* a part of one says nothing */
	return 0;
}
