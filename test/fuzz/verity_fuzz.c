// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/verity.h"

#include "fuzz/fuzz.h"

#include <errno.h>

/* The levels are one behind the other, the root's first. */
static void check_levels(const struct verity *verity, unsigned int digest_size)
{
	uint64_t blocks = verity->data_blocks, end;
	struct verity_levels levels;

	REQUIRE(verity_levels(verity, digest_size, &levels) == 0);
	REQUIRE(levels.count <= VERITY_LEVELS_MAX);
	REQUIRE((levels.count == 0) == (verity->data_blocks == 1));
	REQUIRE(levels.count == 0 || levels.start[levels.count - 1] == 1);
	end = levels.end;
	for (unsigned int i = 0; i < levels.count; i++) {
		uint64_t here = end - levels.start[i];

		REQUIRE(levels.start[i] < end && here < blocks);
		REQUIRE(here * (verity->hash_block_size / digest_size) >= blocks);
		blocks = here;
		end = levels.start[i];
	}
	REQUIRE(blocks == 1 && end == 1);
	REQUIRE(levels.end <= INT64_MAX / verity->hash_block_size);
}

static void check_root_hash(struct slice text)
{
	uint8_t hash[VERITY_DIGEST_MAX + 1] = { 7, [VERITY_DIGEST_MAX] = 7 };
	int r = verity_parse_root_hash(text, hash);

	REQUIRE(r == -EBADMSG || r == -E2BIG || (r >= VERITY_DIGEST_MIN && r <= VERITY_DIGEST_MAX));
	REQUIRE(hash[VERITY_DIGEST_MAX] == 7 && (r > 0 || hash[0] == 7));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct verity verity = { .salt_size = 777 };
	int r = verity_parse((struct slice){ data, size }, &verity);

	check_root_hash((struct slice){ data, size });
	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG);
		REQUIRE(verity.salt_size == 777 && verity.data_blocks == 0);
		return 0;
	}
	REQUIRE(r == 0 && size >= VERITY_SUPERBLOCK_SIZE && verity.salt_size <= VERITY_SALT_MAX);
	REQUIRE(verity.algorithm[0] && memchr(verity.algorithm, 0, sizeof(verity.algorithm)));
	REQUIRE(!strpbrk(verity.algorithm, " \\\n"));
	REQUIRE(verity.data_blocks > 0 && verity.data_blocks <= INT64_MAX / verity.data_block_size);
	check_levels(&verity, VERITY_DIGEST_MIN);
	check_levels(&verity, 32);
	check_levels(&verity, VERITY_DIGEST_MAX);
	return 0;
}
