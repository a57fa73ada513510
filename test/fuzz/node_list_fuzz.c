// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/node_list.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct node_set set;
	int r = node_list_parse((struct slice){ data, size }, &set);

	REQUIRE(r == 0 || r == -EBADMSG);
	return 0;
}
