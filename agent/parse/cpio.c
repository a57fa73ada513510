// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cpio.h"

#include "base/number.h"

#include <errno.h>

enum { FIELD_MODE = 14, FIELD_SIZE = 54, FIELD_NAME_SIZE = 94 };

/* Eight hexadecimal digits. */
static int parse_field(struct slice bytes, size_t offset, uint32_t *ret)
{
	uint64_t value;

	if (number_parse(slice_sub(bytes, offset, 8), 16, UINT32_MAX, &value) < 0)
		return -EBADMSG;
	*ret = (uint32_t)value;
	return 0;
}

int cpio_parse(struct slice bytes, struct cpio_file *ret)
{
	uint32_t mode, size, name_size;
	int r;

	if (!slice_matches(bytes, 0, "070701", 6) && !slice_matches(bytes, 0, "070702", 6))
		return -ENOENT;
	if (!slice_has(bytes, 0, CPIO_HEADER_SIZE))
		return -EBADMSG;
	r = parse_field(bytes, FIELD_MODE, &mode);
	if (r == 0)
		r = parse_field(bytes, FIELD_SIZE, &size);
	if (r == 0)
		r = parse_field(bytes, FIELD_NAME_SIZE, &name_size);
	if (r < 0)
		return r;
	if (name_size == 0)
		return -EBADMSG;
	if (name_size > CPIO_NAME_MAX)
		return -E2BIG;
	ret->mode = mode;
	ret->size = size;
	ret->name_offset = CPIO_HEADER_SIZE;
	ret->name_len = name_size - 1;
	ret->data_offset = (CPIO_HEADER_SIZE + name_size + 3) & ~3U;
	ret->next = ret->data_offset + (((uint64_t)size + 3) & ~(uint64_t)3);
	return 0;
}
