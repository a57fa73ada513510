// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/fdt.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fdt_range range;
	struct fdt fdt;
	int r = fdt_begin((struct slice){ data, size }, &fdt);
	size_t ranges = 0;

	while (r == 0 && (r = fdt_next(&fdt, &range)) > 0) {
		REQUIRE(range.extent.len <= UINT64_MAX - range.extent.offset);
		REQUIRE(strnlen(range.name, sizeof(range.name)) < sizeof(range.name));
		REQUIRE(++ranges <= size);
		r = 0;
	}
	REQUIRE(r == 0 || r == -EBADMSG || r == -E2BIG);
	/* A property's name is 12 bytes of the tree, and at most 32 are looked at. */
	REQUIRE(fdt.looked <= 4 * size);
	return 0;
}
