// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz/medium.h"

#include "fuzz/fuzz.h"

#include <string.h>

static int read_medium(void *context, uint64_t offset, void *buf, size_t len)
{
	const struct medium *medium = context;
	uint8_t *to = buf;

	REQUIRE(offset <= medium->reader.size && len <= medium->reader.size - offset);
	if (offset < MEDIUM_SYSTEM_AREA) {
		size_t zeros = MEDIUM_SYSTEM_AREA - (size_t)offset;

		if (zeros > len)
			zeros = len;
		memset(to, 0, zeros);
		to += zeros;
		offset += zeros;
		len -= zeros;
	}
	if (len > 0)
		memcpy(to, medium->data + (offset - MEDIUM_SYSTEM_AREA), len);
	return 0;
}

void medium_open(struct medium *medium, const uint8_t *data, size_t size)
{
	medium->data = data;
	medium->size = size;
	medium->reader = (struct reader){ read_medium, medium,
					  MEDIUM_SYSTEM_AREA + (uint64_t)size };
}
