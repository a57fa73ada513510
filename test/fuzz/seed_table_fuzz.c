// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The first sectors of an image: whatever table they have, what is written is inside the image that
 * it makes. Once as they are, and once with the checksums that a GPT there should have.
 */
#include "offline/seed_table.h"

#include "base/crc32.h"
#include "base/store.h"
#include "fuzz/fuzz.h"
#include "model/seed.h"

#include <string.h>

enum { SIZE_MAX_INPUT = 256 << 10 };

struct input {
	const uint8_t *bytes;
	size_t size;
};

static int read_input(void *context, uint64_t offset, void *buf, size_t len)
{
	const struct input *input = context;

	REQUIRE(offset <= input->size && len <= input->size - offset);
	memcpy(buf, input->bytes + offset, len);
	return 0;
}

static void make_table(const uint8_t *bytes, size_t size)
{
	static struct seed_table table;
	struct input input = { bytes, size };
	const struct reader reader = { read_input, &input, size };
	const char *why = NULL;
	int r = seed_table_make(&table, &reader, SEED_SIZE_MIN, &why);

	REQUIRE((r == 0) == (why == NULL));
	for (unsigned int i = 0; r == 0 && i < table.n_writes; i++) {
		const struct seed_table_write *one = &table.writes[i];
		struct extent extent = { one->offset, one->len };

		REQUIRE(one->offset <= table.size && one->len <= table.size - one->offset);
		REQUIRE(!extent_overlaps(&extent, &table.seed));
	}
	REQUIRE(r < 0 || (table.seed.offset >= size + SEED_TABLE_ROOM &&
			  table.seed.offset + table.seed.len <= table.size));
}

static void mend_sums(uint8_t *bytes, size_t size)
{
	struct slice image = { bytes, size };
	uint64_t place = slice_le64(image, 512 + 72) * 512;
	size_t len = slice_le32(image, 512 + 80) * (size_t)GPT_ENTRY_SIZE;
	uint32_t header_len = slice_le32(image, 512 + 12);

	if (slice_has(image, place, len))
		store_le(bytes + 512 + 88, crc32_of(slice_sub(image, place, len)), 4);
	store_le(bytes + 512 + 16, 0, 4);
	if (slice_has(image, 512, header_len))
		store_le(bytes + 512 + 16, crc32_of(slice_sub(image, 512, header_len)), 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy;

	if (size > SIZE_MAX_INPUT)
		return 0;
	make_table(data, size);
	if (size < 1024)
		return 0;
	copy = malloc(size);
	REQUIRE(copy);
	memcpy(copy, data, size);
	mend_sums(copy, size);
	make_table(copy, size);
	free(copy);
	return 0;
}
