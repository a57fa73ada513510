// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub_image.h"
#include "parse/pe.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice menu = { NULL, 1 };
	int r = grub_image_menu((struct slice){ data, size }, &menu);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG || r == -E2BIG);
		REQUIRE(!menu.data && menu.len == 1);
		return 0;
	}
	REQUIRE(r == 0 && pe_is_image((struct slice){ data, size }));
	REQUIRE(menu.data >= data && menu.data + menu.len <= data + size);
	return 0;
}
