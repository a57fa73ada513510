// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/pe.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pe_section section = { 0 };
	int r = pe_find_section((struct slice){ data, size }, ".linux", &section);

	REQUIRE(r == 0 || r == -ENOENT || r == -EBADMSG || r == -E2BIG);
	REQUIRE(r == 0 || (section.offset == 0 && section.size == 0));
	return 0;
}
