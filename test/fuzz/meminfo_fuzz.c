// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/meminfo.h"

#include "fuzz/fuzz.h"

#include <errno.h>

/* The input is both files at once. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = { data, size };
	uint64_t bytes = 1024;
	struct zone zone;
	int r = meminfo_get(rest, "CmaTotal", &bytes);

	REQUIRE(r == 0 || r == -ENOENT || r == -EBADMSG);
	REQUIRE(bytes % 1024 == 0);
	do {
		size_t left = rest.len;

		r = zoneinfo_next(&rest, &zone);
		REQUIRE(r <= 0 || (rest.len < left &&
				   strnlen(zone.name, sizeof(zone.name)) < sizeof(zone.name)));
	} while (r > 0);
	REQUIRE(r == 0 || r == -EBADMSG);
	return 0;
}
