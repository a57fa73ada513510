// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/cpio.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cpio_file file = { .mode = 1 };
	int r = cpio_parse((struct slice){ data, size }, &file);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG || r == -E2BIG);
		REQUIRE(file.mode == 1);
		return 0;
	}
	REQUIRE(r == 0 && size >= CPIO_HEADER_SIZE);
	REQUIRE(file.name_len < CPIO_NAME_MAX && file.name_offset == CPIO_HEADER_SIZE);
	REQUIRE(file.data_offset % 4 == 0 && file.data_offset > CPIO_HEADER_SIZE + file.name_len);
	REQUIRE(file.next % 4 == 0 && file.next >= file.data_offset + file.size);
	return 0;
}
