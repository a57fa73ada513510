// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/node_list.h"

#include <errno.h>

/* A whole number below NODES_MAX, or -EBADMSG. */
static int take_node(struct slice digits)
{
	int node = 0;

	if (digits.len == 0)
		return -EBADMSG;
	for (size_t i = 0; i < digits.len; i++) {
		uint8_t c = digits.data[i];

		if (c < '0' || c > '9')
			return -EBADMSG;
		node = node * 10 + (c - '0');
		if (node >= NODES_MAX)
			return -EBADMSG;
	}
	return node;
}

int node_list_parse(struct slice text, struct node_set *ret)
{
	*ret = (struct node_set){ { 0 } };
	text = slice_trim(text, " \t\n");
	while (text.len > 0) {
		struct slice range = slice_take_until(&text, ',');
		bool is_range = memchr(range.data, '-', range.len) != NULL;
		int first = take_node(slice_take_until(&range, '-'));
		int last = is_range ? take_node(range) : first;

		if (first < 0 || last < first)
			return -EBADMSG;
		for (int node = first; node <= last; node++)
			ret->bits[node / 64] |= 1ULL << node % 64;
	}
	return 0;
}
