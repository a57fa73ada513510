// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/pcr_extend.h"

#include "fuzz/fuzz.h"

#include <errno.h>

/* The code is only written for a refusal, which has one. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t code = 0;
	int r = pcr_extend_parse((struct slice){ data, size }, &code);

	REQUIRE(r == 0 || r == -EBADMSG || r == -EREMOTEIO);
	REQUIRE((r == -EREMOTEIO) == (code != 0));
	REQUIRE(r != 0 || size == 19);
	return 0;
}
