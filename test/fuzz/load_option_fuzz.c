// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/load_option.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = { data, size };
	uint8_t mac[LOAD_OPTION_MAC_SIZE];
	char uri[32];

	REQUIRE(load_option_current(bytes) < 65536);
	if (load_option_uri(bytes, uri, sizeof(uri)) == 0)
		REQUIRE(strnlen(uri, sizeof(uri)) < sizeof(uri));
	if (load_option_mac(bytes, mac) == 0)
		REQUIRE(size > LOAD_OPTION_MAC_SIZE);
	return 0;
}
