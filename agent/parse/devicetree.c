// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/devicetree.h"

#include <errno.h>

bool devicetree_has_string(struct slice list, const char *string)
{
	size_t len = strlen(string) + 1, at = 0;

	while (at < list.len) {
		size_t end = at;

		while (end < list.len && list.data[end] != '\0')
			end++;
		if (end == list.len)
			return false; /* not terminated */
		if (end + 1 - at == len && slice_matches(list, at, string, len))
			return true;
		at = end + 1;
	}
	return false;
}

int devicetree_cells(struct slice property, unsigned int absent)
{
	uint64_t cells;

	if (property.len == 0)
		return (int)absent;
	cells = slice_be(property, 0, 4);
	return property.len == 4 && cells <= 2 ? (int)cells : -EBADMSG;
}

int devicetree_reg(struct slice reg, unsigned int address_cells, unsigned int size_cells,
		   unsigned int index, struct extent *ret)
{
	size_t address_size = (size_t)address_cells * 4, tuple = address_size + size_cells * 4;
	struct extent extent;

	if (address_cells < 1 || address_cells > 2 || size_cells < 1 || size_cells > 2 ||
	    reg.len % tuple)
		return -EBADMSG;
	if (reg.len / tuple > DEVICETREE_TUPLES_MAX)
		return -E2BIG;
	if (index >= reg.len / tuple)
		return 0;
	extent.offset = slice_be(reg, index * tuple, address_cells * 4);
	extent.len = slice_be(reg, index * tuple + address_size, size_cells * 4);
	if (extent.len > UINT64_MAX - extent.offset)
		return -EBADMSG;
	*ret = extent;
	return 1;
}
