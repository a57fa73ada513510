// SPDX-License-Identifier: GPL-2.0-or-later
/* A disk as the input has it: whatever it says, a few reads tell. */
#include "parse/table.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

struct input {
	const uint8_t *bytes;
	size_t size;
	uint64_t reads;
};

static int read_input(void *context, uint64_t offset, void *buf, size_t len)
{
	struct input *input = context;

	REQUIRE(offset <= input->size && len <= input->size - offset);
	memcpy(buf, input->bytes + offset, len);
	input->reads++;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const unsigned int sizes[] = { 512, 4096 };

	for (size_t i = 0; i < array_size(sizes); i++) {
		struct input input = { bytes, size, 0 };
		const struct reader reader = { read_input, &input, size };
		const char *why = NULL;
		int r = table_look(&reader, sizes[i], &why);

		REQUIRE(r == 0 || r == -E2BIG);
		REQUIRE((r == -E2BIG) == (why != NULL));
		REQUIRE(input.reads <= 4 + TABLE_EXTENDED_MAX);
	}
	return 0;
}
