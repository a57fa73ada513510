// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/load_option.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

enum {
	OPTION_HEADER = 6, /* attributes and length of the file path list */
	NODE_HEADER = 4,   /* type, sub-type, and length with this header */
	TYPE_MESSAGING = 3,
	SUBTYPE_MAC = 11,
	SUBTYPE_URI = 24,
	TYPE_END = 0x7f,
	MAC_NODE_SIZE = 33,   /* 32 for the address, of which Ethernet uses six, and its type */
	IF_TYPE_ETHERNET = 1, /* RFC 3232; 0 is reserved, but used for it too */
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

/* Find the first messaging node of this sub-type in the file path. */
static int find_node(struct slice option, uint8_t subtype, struct slice *ret)
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
		if (type == TYPE_MESSAGING && slice_u8(path, at + 1) == subtype) {
			*ret = slice_sub(path, at + NODE_HEADER, len - NODE_HEADER);
			return 0;
		}
		at += len;
	}
	return -E2BIG;
}

int load_option_uri(struct slice option, char *buf, size_t size)
{
	struct slice uri;
	int r = find_node(option, SUBTYPE_URI, &uri);
	size_t len;

	if (r < 0)
		return r;
	len = uri.len < size - 1 ? uri.len : size - 1;
	if (len > 0)
		memcpy(buf, uri.data, len);
	buf[len] = '\0';
	return 0;
}

int load_option_mac(struct slice option, uint8_t ret[LOAD_OPTION_MAC_SIZE])
{
	struct slice node;
	int r = find_node(option, SUBTYPE_MAC, &node);

	if (r < 0)
		return r;
	if (node.len != MAC_NODE_SIZE || slice_u8(node, MAC_NODE_SIZE - 1) > IF_TYPE_ETHERNET)
		return -EBADMSG;
	memcpy(ret, node.data, LOAD_OPTION_MAC_SIZE);
	return 0;
}
