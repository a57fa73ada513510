// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz/medium.h"

#include "fuzz/fuzz.h"
#include "parse/iso9660.h"
#include "parse/rock_ridge.h"

#include <string.h>

/* Bytes of superblocks and small files. */
enum { OTHER_MAX = 4 << 20 };

static void require_cost(const struct medium *medium)
{
	uint64_t bytes = ISO9660_BUDGET_MIN + ISO9660_BUDGET_TIMES * medium->reader.size +
			 OTHER_MAX;

	REQUIRE(medium->bytes <= bytes && medium->reads <= bytes / ROCK_RIDGE_AREA_COST);
}

static int read_medium(void *context, uint64_t offset, void *buf, size_t len)
{
	struct medium *medium = context;
	uint8_t *to = buf;

	REQUIRE(offset <= medium->reader.size && len <= medium->reader.size - offset);
	medium->reads++;
	medium->bytes += len;
	require_cost(medium);
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
	medium->reads = medium->bytes = 0;
	medium->reader = (struct reader){ read_medium, medium,
					  MEDIUM_SYSTEM_AREA + (uint64_t)size };
}
