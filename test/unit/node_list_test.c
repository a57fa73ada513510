// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/node_list.h"

#include "unit/test.h"

#include <errno.h>

static struct node_set set;

static int parse(const char *text)
{
	return node_list_parse((struct slice){ (const uint8_t *)text, strlen(text) }, &set);
}

TEST(node_list_good)
{
	CHECK(parse("0-1,3,62-65\n") == 0);
	CHECK(set.bits[0] == (0xbULL | 3ULL << 62) && set.bits[1] == 3 && set.bits[2] == 0);
	CHECK(parse("1023") == 0 && node_set_has(&set, 1023) && !node_set_has(&set, 0));
	CHECK(!node_set_has(&set, 1024) && !node_set_has(&set, ~0U));
	CHECK(parse("\n") == 0 && set.bits[0] == 0);
	CHECK(parse("") == 0);
}

TEST(node_list_bad)
{
	static const char *const bad[] = { "1-0", "1024", "0-1024", "x",   "1-",
					   "-1",  "1,,2", "1-2-3",  "1 2", "99999999999999999999" };

	for (size_t i = 0; i < array_size(bad); i++)
		CHECK(parse(bad[i]) == -EBADMSG);
}
