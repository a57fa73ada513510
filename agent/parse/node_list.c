// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/node_list.h"

#include "base/number.h"

#include <errno.h>

int node_list_parse(struct slice text, struct node_set *ret)
{
	*ret = (struct node_set){ { 0 } };
	text = slice_trim(text, " \t\n");
	while (text.len > 0) {
		struct slice range = slice_take_until(&text, ',');
		bool is_range = memchr(range.data, '-', range.len) != NULL;
		struct slice begin = slice_take_until(&range, '-');
		uint64_t first, last;

		if (number_parse(begin, 10, NODES_MAX - 1, &first) < 0 ||
		    number_parse(is_range ? range : begin, 10, NODES_MAX - 1, &last) < 0 ||
		    last < first)
			return -EBADMSG;
		for (uint64_t node = first; node <= last; node++)
			ret->bits[node / 64] |= 1ULL << node % 64;
	}
	return 0;
}
