// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/sum.h"

#include "unit/test.h"

#include <errno.h>

enum { SIZE = 300000 };

static uint8_t bytes[SIZE];
static _Alignas(4096) uint8_t buffer[SUM_BUFFER];

static int read_bytes(void *context unused, uint64_t offset, void *buf, size_t len)
{
	memcpy(buf, bytes + offset, len);
	return 0;
}

static const struct reader reader = { .read = read_bytes, .context = NULL, .size = SIZE };

static void fill(void)
{
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (uint8_t)(i * 7 + i / 251);
}

static void digest_of(const void *data, size_t len, uint8_t *ret)
{
	struct digest digest;

	digest_begin(&digest, DIGEST_SHA256);
	digest_add(&digest, data, len);
	digest_end(&digest, ret);
}

TEST(sum_of_scattered_extents)
{
	static const struct extent extents[] = { { 200000, 5000 }, { 0, 150000 }, { 199999, 1 } };
	uint8_t all[155001], expected[32];
	uint64_t done = 0;
	struct sum sum = { .kind = DIGEST_SHA256,
			   .reader = &reader,
			   .extents = extents,
			   .n_extents = 3,
			   .len = sizeof(all),
			   .done = &done };

	fill();
	memcpy(all, bytes + 200000, 5000);
	memcpy(all + 5000, bytes, 150000);
	all[155000] = bytes[199999];
	digest_of(all, sizeof(all), expected);
	CHECK(sum_make(&sum, buffer) == 0);
	CHECK(memcmp(sum.digest, expected, 32) == 0 && done == sizeof(all));
	/* Less than the extents have; more than they have; outside of the reader. */
	sum.len = 5001;
	digest_of(all, 5001, expected);
	CHECK(sum_make(&sum, buffer) == 0 && memcmp(sum.digest, expected, 32) == 0);
	sum.len = sizeof(all) + 1;
	CHECK(sum_make(&sum, buffer) == -ERANGE);
	sum.extents = &(struct extent){ SIZE - 10, 20 };
	sum.n_extents = 1;
	sum.len = 20;
	CHECK(sum_make(&sum, buffer) == -ERANGE);
}

/* Also over the end of what is read at once. */
TEST(sum_puts_patches_in)
{
	static const struct extent whole = { 0, SIZE };
	uint8_t expected[32];
	struct sum sum = {
		.kind = DIGEST_SHA256,
		.reader = &reader,
		.extents = &whole,
		.n_extents = 1,
		.len = SIZE,
		.n_patches = 3,
		.patches = { { 0, 512, 0 }, { SUM_BUFFER - 100, 200, ' ' }, { SIZE - 7, 1000, 0 } }
	};

	fill();
	CHECK(sum_make(&sum, buffer) == 0);
	memset(bytes, 0, 512);
	memset(bytes + SUM_BUFFER - 100, ' ', 200);
	memset(bytes + SIZE - 7, 0, 7);
	digest_of(bytes, SIZE, expected);
	CHECK(memcmp(sum.digest, expected, 32) == 0);
}
