// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/drivers.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

static void require_path(const char *path)
{
	size_t len = strnlen(path, DRIVERS_FILE_MAX);

	REQUIRE(len < DRIVERS_FILE_MAX && path[0] == '/');
	REQUIRE(!memchr(path, ' ', len) && !memchr(path, '\n', len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "x", "nd_pmem", "squashfs", "" };
	struct slice list = { data, size };

	for (size_t i = 0; i < array_size(names); i++) {
		struct drivers_files files;
		char path[DRIVERS_FILE_MAX];
		size_t left;
		int r = drivers_find(list, names[i], &files);

		if (r < 0) {
			REQUIRE(r == -ENOENT);
			continue;
		}
		do {
			left = files.rest.len;
			memset(path, 'x', sizeof(path));
			r = drivers_next(&files, path);
			if (r > 0)
				require_path(path);
			REQUIRE(r <= 0 || files.rest.len < left);
		} while (r > 0);
		REQUIRE(r == 0 || r == -EBADMSG || r == -E2BIG);
	}
	return 0;
}
