// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/failure_record.h"

#include "fuzz/fuzz.h"

/* What was read of any bytes can be written, and is then read as the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[FAILURE_RECORD_MAX + 1];
	struct failure_record once, twice;
	size_t len;

	if (failure_record_parse((struct slice){ data, size }, &once) < 0)
		return 0;
	len = failure_record_print(&once, text);
	REQUIRE(len <= FAILURE_RECORD_MAX);
	REQUIRE(failure_record_parse((struct slice){ (uint8_t *)text, len }, &twice) == 0);
	REQUIRE(failure_record_is_same(&once, &twice));
	return 0;
}
