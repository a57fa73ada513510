// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/kconfig.h"

#include "fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = { data, size }, name, value;
	char module[16];

	while (kconfig_next(&rest, &name, &value) > 0)
		REQUIRE(name.len > 0 && name.len + value.len <= size + 1);
	REQUIRE(rest.len == 0);
	rest = (struct slice){ data, size };
	while (module_list_next(&rest, module, sizeof(module), &name) > 0) {
		size_t len = strnlen(module, sizeof(module));

		REQUIRE(len > 0 && len < sizeof(module) && !memchr(module, '-', len) &&
			!memchr(module, '/', len));
	}
	REQUIRE(rest.len == 0);
	return 0;
}
