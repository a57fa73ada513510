// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/info_block.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *mode = info_block_mode((struct slice){ data, size });

	REQUIRE(!mode || (mode[0] && size >= INFO_BLOCK_SIGNATURE_SIZE));
	return 0;
}
