// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/load_option.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

enum {
	OPTION_HEADER = 6, /* attributes and length of the file path list */
	NODE_HEADER = 4,   /* type, sub-type, and length with this header */
	TYPE_MESSAGING = 3,
	SUBTYPE_URI = 24,
	TYPE_END = 0x7f,
};

int load_option_current(struct slice value)
{
	return value.len == 2 ? (int)slice_le16(value, 0) : -EBADMSG;
}

/*
 * Where the description ends: a string of 16-bit characters after the header. 0 if it has no end.
 */
static size_t end_of_description(struct slice option)
{
	for (size_t at = OPTION_HEADER; slice_has(option, at, 2); at += 2)
		if (slice_le16(option, at) == 0)
			return at + 2;
	return 0;
}

static void copy_uri(struct slice uri, char *buf, size_t size)
{
	size_t len = uri.len < size - 1 ? uri.len : size - 1;

	if (len > 0)
		memcpy(buf, uri.data, len);
	buf[len] = '\0';
}

int load_option_uri(struct slice option, char *buf, size_t size)
{
	size_t at = end_of_description(option);
	struct slice path = slice_sub(option, at, slice_le16(option, 4));

	if (at == 0 || path.len == 0)
		return -EBADMSG;
	at = 0;
	for (unsigned int nodes = 0; nodes < LOAD_OPTION_NODES_MAX; nodes++) {
		uint8_t type = slice_u8(path, at);
		size_t len = slice_le16(path, at + 2);

		if (len < NODE_HEADER || !slice_has(path, at, len))
			return -EBADMSG;
		if (type == TYPE_END)
			return -ENOENT;
		if (type == TYPE_MESSAGING && slice_u8(path, at + 1) == SUBTYPE_URI) {
			copy_uri(slice_sub(path, at + NODE_HEADER, len - NODE_HEADER), buf, size);
			return 0;
		}
		at += len;
	}
	return -E2BIG;
}
