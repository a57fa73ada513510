// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/install_sources.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[INSTALL_SOURCES_PATH_MAX + 1] = "untouched";
	int r = install_sources_find((struct slice){ data, size }, path);

	if (r < 0) {
		REQUIRE(r == -ENOENT && strcmp(path, "untouched") == 0);
		return 0;
	}
	REQUIRE(r == 0 && path[0] && memchr(path, '\0', sizeof(path)) && !strchr(path, '\n'));
	return 0;
}
