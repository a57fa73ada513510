// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/treeinfo.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char value[TREEINFO_VALUE_MAX + 1] = "untouched";
	int r = treeinfo_find((struct slice){ data, size }, "stage2", "mainimage", value);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -E2BIG || r == -EBADMSG);
		REQUIRE(strcmp(value, "untouched") == 0);
		return 0;
	}
	REQUIRE(r == 0 && value[0] && memchr(value, '\0', sizeof(value)) && !strchr(value, '\n'));
	return 0;
}
