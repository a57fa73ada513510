// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iomem.h"

#include "base/number.h"

#include <errno.h>

/* "  40000000-5fffffff : name": two spaces for each level */
static int parse_line(struct slice line, struct iomem_resource *ret)
{
	size_t spaces = 0, name_len;
	uint64_t start, end;

	while (slice_u8(line, spaces) == ' ')
		spaces++;
	if (spaces % 2)
		return -EBADMSG;
	if (spaces / 2 > IOMEM_DEPTH_MAX)
		return -E2BIG;
	line = slice_sub(line, spaces, line.len - spaces);
	if (number_take(&line, 16, UINT64_MAX, &start) < 0 || slice_u8(line, 0) != '-')
		return -EBADMSG;
	line = slice_sub(line, 1, line.len - 1);
	if (number_take(&line, 16, UINT64_MAX, &end) < 0 || !slice_matches(line, 0, " : ", 3) ||
	    end < start)
		return -EBADMSG;
	line = slice_sub(line, 3, line.len - 3);
	ret->depth = (unsigned int)(spaces / 2);
	ret->start = start;
	ret->end = end;
	name_len = line.len < IOMEM_NAME_MAX - 1 ? line.len : IOMEM_NAME_MAX - 1;
	memcpy(ret->name, line.data, name_len);
	ret->name[name_len] = '\0';
	return 1;
}

int iomem_next(struct slice *rest, struct iomem_resource *ret)
{
	return rest->len > 0 ? parse_line(slice_take_line(rest), ret) : 0;
}
