// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/gpt.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = { data, size };
	struct gpt gpt;

	if (gpt_parse(bytes, &gpt) == 0)
		REQUIRE(gpt.size > 0 && gpt.size <= INT64_MAX && gpt.size % GPT_SECTOR == 0);
	return 0;
}
