// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/nfit.h"

#include <errno.h>

enum { HEADER_SIZE = 40, STRUCTURE_HEADER = 4, TYPE_SPA_RANGE = 0, SPA_RANGE_SIZE = 56 };

/* In the byte order of the table: the first three fields of a GUID are little-endian. */
static const struct {
	uint8_t guid[16];
	enum nfit_kind kind;
} kinds[] = {
	/* 66f0d379-b4f3-4074-ac43-0d3318b78cdb */
	{ { 0x79, 0xd3, 0xf0, 0x66, 0xf3, 0xb4, 0x74, 0x40, 0xac, 0x43, 0x0d, 0x33, 0x18, 0xb7,
	    0x8c, 0xdb },
	  NFIT_PERSISTENT_MEMORY },
	/* 77ab535a-45fc-624b-5560-f7b281d1f96e */
	{ { 0x5a, 0x53, 0xab, 0x77, 0xfc, 0x45, 0x4b, 0x62, 0x55, 0x60, 0xf7, 0xb2, 0x81, 0xd1,
	    0xf9, 0x6e },
	  NFIT_VOLATILE_DISK },
	/* 3d5abd30-4175-87ce-6d64-d2ade523c4bb */
	{ { 0x30, 0xbd, 0x5a, 0x3d, 0x75, 0x41, 0xce, 0x87, 0x6d, 0x64, 0xd2, 0xad, 0xe5, 0x23,
	    0xc4, 0xbb },
	  NFIT_VOLATILE_CD },
	/* 5cea02c9-4d07-69d3-269f-4496fbe096f9 */
	{ { 0xc9, 0x02, 0xea, 0x5c, 0x07, 0x4d, 0xd3, 0x69, 0x26, 0x9f, 0x44, 0x96, 0xfb, 0xe0,
	    0x96, 0xf9 },
	  NFIT_PERSISTENT_DISK },
	/* 08018188-42cd-bb48-100f-5387d53ded3d */
	{ { 0x88, 0x81, 0x01, 0x08, 0xcd, 0x42, 0x48, 0xbb, 0x10, 0x0f, 0x53, 0x87, 0xd5, 0x3d,
	    0xed, 0x3d },
	  NFIT_PERSISTENT_CD },
};

static enum nfit_kind kind_of(struct slice guid)
{
	for (size_t i = 0; i < array_size(kinds); i++)
		if (slice_equals(guid, kinds[i].guid, sizeof(kinds[i].guid)))
			return kinds[i].kind;
	return NFIT_OTHER;
}

int nfit_begin(struct slice table, struct nfit *ret)
{
	uint32_t len = slice_le32(table, 4);

	if (table.len > NFIT_SIZE_MAX)
		return -E2BIG;
	if (!slice_matches(table, 0, "NFIT", 4) || len < HEADER_SIZE || len > table.len)
		return -EBADMSG;
	*ret = (struct nfit){ .table = slice_sub(table, 0, len), .position = HEADER_SIZE };
	return 0;
}

static int parse_range(struct slice bytes, struct nfit_range *ret)
{
	struct extent extent = { slice_le64(bytes, 32), slice_le64(bytes, 40) };

	if (bytes.len < SPA_RANGE_SIZE || extent.len > UINT64_MAX - extent.offset)
		return -EBADMSG;
	ret->index = slice_le16(bytes, 4);
	ret->kind = kind_of(slice_sub(bytes, 16, 16));
	ret->extent = extent;
	return 1;
}

int nfit_next(struct nfit *nfit, struct nfit_range *ret)
{
	while (nfit->position < nfit->table.len) {
		size_t at = nfit->position;
		uint16_t type = slice_le16(nfit->table, at), len = slice_le16(nfit->table, at + 2);

		if (len < STRUCTURE_HEADER || !slice_has(nfit->table, at, len))
			return -EBADMSG;
		if (++nfit->structures > NFIT_STRUCTURES_MAX)
			return -E2BIG;
		nfit->position += len;
		if (type == TYPE_SPA_RANGE)
			return parse_range(slice_sub(nfit->table, at, len), ret);
	}
	return 0;
}
