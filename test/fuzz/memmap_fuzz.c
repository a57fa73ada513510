// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/memmap.h"

#include "fuzz/fuzz.h"

/* The input is the three texts, a line each. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[3][64] = { "", "", "" };
	struct memmap_entry entry;
	size_t line = 0, len = 0;

	for (size_t i = 0; i < size && line < 3; i++) {
		if (data[i] == '\n') {
			line++;
			len = 0;
		} else if (len < sizeof(text[0]) - 1) {
			text[line][len++] = (char)data[i];
		}
	}
	if (memmap_parse(text[0], text[1], text[2], &entry) == 0)
		REQUIRE(entry.extent.len <= UINT64_MAX - entry.extent.offset);
	return 0;
}
