// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iomem.h"

#include "fuzz/fuzz.h"

/* Every call takes at least a byte, so the text is read to its end or to its first bad line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = { data, size };
	struct iomem_resource resource;
	size_t before;

	do {
		before = rest.len;
		if (iomem_next(&rest, &resource) <= 0)
			return 0;
		REQUIRE(!(rest.len >= before || resource.end < resource.start ||
			  resource.depth > IOMEM_DEPTH_MAX ||
			  strnlen(resource.name, IOMEM_NAME_MAX) == IOMEM_NAME_MAX));
	} while (rest.len > 0);
	return 0;
}
