// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iomem.h"

#include <errno.h>

/* Take a hexadecimal number of at most 16 digits. The digits taken, 0 if there is none. */
static size_t take_hex(struct slice line, size_t at, uint64_t *ret)
{
	uint64_t value = 0;
	size_t len = 0;

	for (; len < 16; len++) {
		uint8_t c = slice_u8(line, at + len);

		if (c >= '0' && c <= '9')
			value = value << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value << 4 | (uint64_t)(c - 'a' + 10);
		else
			break;
	}
	*ret = value;
	return len;
}

static int parse_line(struct slice line, struct iomem_resource *ret)
{
	size_t at = 0, len, name_len;
	uint64_t start, end;

	while (slice_u8(line, at) == ' ')
		at++;
	if (at % 2)
		return -EBADMSG;
	if (at / 2 > IOMEM_DEPTH_MAX)
		return -E2BIG;
	ret->depth = (unsigned int)(at / 2);
	len = take_hex(line, at, &start);
	if (len == 0 || slice_u8(line, at + len) != '-')
		return -EBADMSG;
	at += len + 1;
	len = take_hex(line, at, &end);
	if (len == 0 || !slice_matches(line, at + len, " : ", 3) || end < start)
		return -EBADMSG;
	at += len + 3;
	ret->start = start;
	ret->end = end;
	name_len = line.len - at < IOMEM_NAME_MAX - 1 ? line.len - at : IOMEM_NAME_MAX - 1;
	memcpy(ret->name, line.data + at, name_len);
	ret->name[name_len] = '\0';
	return 1;
}

int iomem_next(struct slice *rest, struct iomem_resource *ret)
{
	struct slice line;
	size_t len = 0;

	if (rest->len == 0)
		return 0;
	while (len < rest->len && rest->data[len] != '\n')
		len++;
	line = slice_sub(*rest, 0, len);
	if (len < rest->len)
		len++;
	*rest = slice_sub(*rest, len, rest->len - len);
	return parse_line(line, ret);
}
