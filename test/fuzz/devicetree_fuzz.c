// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/devicetree.h"

#include "fuzz/fuzz.h"

/* The first two bytes are the cell counts, the rest is the property. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice property;
	struct extent extent;

	if (size < 2)
		return 0;
	property = (struct slice){ data + 2, size - 2 };
	(void)devicetree_has_string(property, "pmem-region");
	REQUIRE(!(devicetree_cells(property, 1) > 2));
	for (unsigned int i = 0;; i++) {
		if (devicetree_reg(property, data[0] & 3, data[1] & 3, i, &extent) <= 0)
			return 0;
		REQUIRE(!(i >= DEVICETREE_TUPLES_MAX || extent.len > UINT64_MAX - extent.offset));
	}
}
