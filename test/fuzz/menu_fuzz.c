// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu.h"

#include "fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct menu menu;
	struct menu_entry entry;
	size_t n = 0;

	menu_open(&menu, (struct slice){ data, size });
	while (menu_next(&menu, &entry) > 0) {
		REQUIRE(++n <= size);
		REQUIRE(entry.kernel[0] && memchr(entry.kernel, '\0', sizeof(entry.kernel)));
		REQUIRE(memchr(entry.title, '\0', sizeof(entry.title)));
		REQUIRE(memchr(entry.parameters, '\0', sizeof(entry.parameters)));
		REQUIRE(entry.n_initrds <= MENU_INITRDS_MAX);
		for (unsigned int i = 0; i < entry.n_initrds; i++)
			REQUIRE(entry.initrds[i][0] &&
				memchr(entry.initrds[i], '\0', sizeof(entry.initrds[i])));
	}
	return 0;
}
