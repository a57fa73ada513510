// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/seed.h"

#include "unit/test.h"

enum { MIB = 1 << 20 };

static struct partitions table;
static const struct extent rest = { 8 * MIB, 8 * MIB };

static struct partition *put(uint64_t offset, uint64_t len, const char *type)
{
	struct partition *partition = &table.list[table.count++];

	*partition = (struct partition){ .number = table.count, .extent = { offset, len } };
	strcpy(partition->type, type);
	return partition;
}

static bool is_found(uint64_t offset, uint64_t len)
{
	table.count = 0;
	put(offset, len, SEED_TYPE_DOS);
	return seed_find(&table, rest) == &table.list[0];
}

TEST(seed_is_found_by_its_type)
{
	CHECK(!seed_find(&table, rest));
	put(8 * MIB, MIB, "0xef");
	put(9 * MIB, MIB, "0fc63daf-8483-4772-8e79-3d69d8477de4");
	CHECK(!seed_find(&table, rest));
	put(10 * MIB, MIB, SEED_TYPE_GPT);
	CHECK(seed_find(&table, rest) == &table.list[2]);
	put(12 * MIB, MIB, SEED_TYPE_DOS);
	put(14 * MIB, MIB, "0x83");
	CHECK(seed_find(&table, rest) == &table.list[3]);
	/* One that cannot be the seed does not hide another. */
	put(15 * MIB, 2 * MIB, SEED_TYPE_DOS);
	CHECK(seed_find(&table, rest) == &table.list[3]);
}

TEST(seed_is_after_the_volume_and_inside_the_medium)
{
	CHECK(is_found(8 * MIB, MIB) && is_found(15 * MIB, MIB) && is_found(8 * MIB, 8 * MIB));
	CHECK(!is_found(8 * MIB - 512, MIB));
	CHECK(!is_found(0, MIB));
	CHECK(!is_found(15 * MIB + 512, MIB));
	CHECK(!is_found(16 * MIB, MIB));
	CHECK(!is_found(UINT64_MAX - 511, MIB));
}

TEST(seed_has_a_valid_length)
{
	const struct extent all = { 0, UINT64_MAX };

	CHECK(is_found(8 * MIB, SEED_SIZE_MIN));
	CHECK(!is_found(8 * MIB, SEED_SIZE_MIN - SEED_SIZE_UNIT));
	CHECK(!is_found(8 * MIB, MIB + 512));
	CHECK(!is_found(8 * MIB, 0));
	table.count = 0;
	put(0, SEED_SIZE_MAX, SEED_TYPE_GPT);
	CHECK(seed_find(&table, all));
	put(0, SEED_SIZE_MAX + SEED_SIZE_UNIT, SEED_TYPE_GPT);
	CHECK(seed_find(&table, all) == &table.list[0]);
	put(0, UINT64_MAX - 4095, SEED_TYPE_GPT);
	CHECK(seed_find(&table, all) == &table.list[0]);
}

TEST(seed_ends_with_its_trailer)
{
	const struct extent seed = { 3 * MIB, MIB };
	struct extent content = seed_content(&seed), trailer = seed_trailer(&seed);

	CHECK(content.offset == 3 * MIB && content.len == MIB - 4096);
	CHECK(trailer.offset == 4 * MIB - 4096 && trailer.len == 4096);
}
