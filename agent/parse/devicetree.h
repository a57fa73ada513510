/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Properties of a Device Tree node, as /sys/firmware/devicetree shows them: big-endian cells
 * (Devicetree Specification 0.4, 2.3; Documentation/devicetree/bindings/pmem/pmem-region.yaml).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	DEVICETREE_TUPLES_MAX = 64,
	DEVICETREE_ADDRESS_CELLS = 2, /* the default, if the parent has no such property */
	DEVICETREE_SIZE_CELLS = 1,
};

/* Is the string in a list of strings (the property "compatible")? */
bool devicetree_has_string(struct slice list, const char *string);

/*
 * The value of a "#address-cells" or "#size-cells" property; the value absent if the property is an
 * empty slice. Returns 0 to 2, or -EBADMSG for any other value.
 */
must_check int devicetree_cells(struct slice property, unsigned int absent);

/*
 * Entry number index of a "reg" property, with the cell counts of the parent (1 or 2 each). Returns
 * 1 with an extent; 0 if index is after the last entry; -EBADMSG if the property does not consist
 * of whole entries or a range wraps around; -E2BIG for more than DEVICETREE_TUPLES_MAX entries.
 */
must_check int devicetree_reg(struct slice reg, unsigned int address_cells, unsigned int size_cells,
			      unsigned int index, struct extent *ret);
