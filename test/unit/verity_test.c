// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/verity.h"

#include "unit/test.h"

#include <errno.h>

/* veritysetup 2.6.1 format --salt=00112233 --uuid=00112233-4455-... --data-blocks=5. */
static const uint8_t good[VERITY_SUPERBLOCK_SIZE] = {
	'v',  'e',  'r',	 'i',	      't',	'y',	  0,	       0,    1,
	0,    0,    0,		 1,	      0,	0,	  0,	       0x00, 0x11,
	0x22, 0x33, 0x44,	 0x55,	      0x66,	0x77,	  0x88,	       0x99, 0xaa,
	0xbb, 0xcc, 0xdd,	 0xee,	      0xff,	's',	  'h',	       'a',  '2',
	'5',  '6',  [65] = 0x10, [69] = 0x10, [72] = 5, [80] = 4, [89] = 0x11, 0x22, 0x33,
};

static int with(size_t offset, uint8_t value, struct verity *verity)
{
	uint8_t bytes[VERITY_SUPERBLOCK_SIZE];

	memcpy(bytes, good, sizeof(bytes));
	bytes[offset] = value;
	return verity_parse((struct slice){ bytes, sizeof(bytes) }, verity);
}

TEST(verity_good)
{
	struct verity verity;

	CHECK(with(0, 'v', &verity) == 0);
	CHECK_STRING(verity.algorithm, "sha256");
	CHECK(verity.uuid[1] == 0x11 && verity.uuid[15] == 0xff);
	CHECK(verity.data_block_size == 4096 && verity.hash_block_size == 4096);
	CHECK(verity.data_blocks == 5 && verity.salt_size == 4);
	CHECK(memcmp(verity.salt, "\x00\x11\x22\x33", 4) == 0);
	CHECK(with(65, 2, &verity) == 0 && verity.data_block_size == 512);
	CHECK(with(78, 7, &verity) == 0);
}

TEST(verity_bad)
{
	struct verity verity = { .salt_size = 77 };
	uint8_t bytes[VERITY_SUPERBLOCK_SIZE];

	CHECK(with(0, 'x', &verity) == -ENOENT);
	CHECK(with(7, '2', &verity) == -ENOENT);
	CHECK(verity_parse((struct slice){ NULL, 0 }, &verity) == -ENOENT);
	CHECK(verity_parse((struct slice){ good, 511 }, &verity) == -EBADMSG);
	CHECK(with(8, 2, &verity) == -EBADMSG);	    /* version */
	CHECK(with(12, 0, &verity) == -EBADMSG);    /* hash type of Chromium OS */
	CHECK(with(32, 0, &verity) == -EBADMSG);    /* no algorithm */
	CHECK(with(33, ' ', &verity) == -EBADMSG);  /* another word of the table */
	CHECK(with(33, '\\', &verity) == -EBADMSG); /* escapes in it */
	CHECK(with(65, 0x11, &verity) == -EBADMSG); /* no power of two */
	CHECK(with(65, 1, &verity) == -EBADMSG);    /* 256 */
	CHECK(with(66, 2, &verity) == -EBADMSG);    /* 131072 + 4096 */
	CHECK(with(69, 0, &verity) == -EBADMSG);    /* none */
	CHECK(with(72, 0, &verity) == -EBADMSG);    /* no blocks */
	CHECK(with(78, 8, &verity) == -EBADMSG);    /* 2^51 blocks of 4 KiB and 5 */
	CHECK(with(81, 1, &verity) == -EBADMSG);    /* 260 bytes of salt */
	memcpy(bytes, good, sizeof(bytes));
	memset(bytes + 32, 'a', 32); /* not terminated */
	CHECK(verity_parse((struct slice){ bytes, sizeof(bytes) }, &verity) == -EBADMSG);
	CHECK(verity.salt_size == 77);
}

TEST(verity_root_hash)
{
	static const char *const good_text =
		" 0e61a1bd95af8e0c6afe19bdea974be927852ed4131bc7f401e5b2f83b8ff28c\r\n";
	uint8_t hash[VERITY_DIGEST_MAX] = { 7 };
	char text[150];
	struct slice slice = { (const uint8_t *)text, 0 };

	memset(text, '0', sizeof(text));
	for (slice.len = 0; slice.len < 40; slice.len++)
		CHECK(verity_parse_root_hash(slice, hash) == -EBADMSG);
	slice.len = 41;
	CHECK(verity_parse_root_hash(slice, hash) == -EBADMSG);
	slice.len = 130;
	CHECK(verity_parse_root_hash(slice, hash) == -E2BIG);
	text[39] = ' ';
	CHECK(verity_parse_root_hash(slice, hash) == -EBADMSG);
	CHECK(hash[0] == 7);
	text[39] = '0';
	slice.len = 128;
	CHECK(verity_parse_root_hash(slice, hash) == 64);
	slice = (struct slice){ (const uint8_t *)good_text, strlen(good_text) };
	CHECK(verity_parse_root_hash(slice, hash) == 32);
	CHECK(hash[0] == 0x0e && hash[31] == 0x8c);
}

/* What veritysetup 2.6.1 made of devices of these sizes: the hash device's blocks. */
TEST(verity_geometry)
{
	static const struct {
		uint64_t data_blocks;
		uint32_t hash_block_size;
		unsigned int digest_size, levels;
		uint64_t hash_blocks;
	} rows[] = {
		{ 1, 4096, 32, 0, 1 },	      { 2, 4096, 32, 1, 2 },
		{ 128, 4096, 32, 1, 2 },      { 129, 4096, 32, 2, 4 },
		{ 16385, 4096, 32, 3, 133 },  { 1000, 512, 64, 4, 145 },
		{ 70000, 1024, 20, 4, 2262 }, { 5000, 512, 64, 5, 718 },
		{ 5000, 4096, 48, 3, 83 },
	};

	for (size_t i = 0; i < array_size(rows); i++) {
		struct verity verity = { .data_blocks = rows[i].data_blocks,
					 .data_block_size = 4096,
					 .hash_block_size = rows[i].hash_block_size };
		struct verity_levels levels;

		CHECK(verity_levels(&verity, rows[i].digest_size, &levels) == 0);
		CHECK(levels.count == rows[i].levels);
		CHECK(levels.end == rows[i].hash_blocks);
		CHECK(levels.count == 0 || levels.start[levels.count - 1] == 1);
	}
}

TEST(verity_geometry_limits)
{
	struct verity verity = { .data_blocks = (UINT64_C(1) << 54) - 1,
				 .data_block_size = 512,
				 .hash_block_size = 512 };
	struct verity_levels levels;

	CHECK(verity_levels(&verity, 64, &levels) == 0);
	CHECK(levels.count == VERITY_LEVELS_MAX);
	CHECK(verity_levels(&verity, 65, &levels) == -EBADMSG);
	CHECK(verity_levels(&verity, 19, &levels) == -EBADMSG);
	/* 129 blocks: the root's block, then two of the data's hashes. */
	verity = (struct verity){ .data_blocks = 129, .hash_block_size = 4096 };
	CHECK(verity_levels(&verity, 32, &levels) == 0);
	CHECK(levels.start[1] == 1 && levels.start[0] == 2 && levels.end == 4);
}

/* veritysetup 2.6.1 made codes of this size for 5 MiB of data and a hash device of 12 blocks. */
TEST(verity_codes_of_veritysetup)
{
	const struct verity verity = { .data_block_size = 4096,
				       .hash_block_size = 4096,
				       .data_blocks = 1280 };
	struct verity_fec fec;

	CHECK(verity_find_fec(&verity, 49152, 49152, &fec) == 0);
	CHECK(fec.roots == 2 && fec.blocks == 1291);
	CHECK(verity_find_fec(&verity, 49152, 6 * 24 * 4096, &fec) == 0 && fec.roots == 24);
}

TEST(verity_codes_that_do_not_fit)
{
	struct verity verity = { .data_block_size = 4096,
				 .hash_block_size = 4096,
				 .data_blocks = 1280 };
	struct verity_fec fec = { .roots = 7 };

	CHECK(verity_find_fec(&verity, 49152, 49152 - 4096, &fec) == -ERANGE);
	CHECK(verity_find_fec(&verity, 49152, 49152 + 1, &fec) == -ERANGE);
	CHECK(verity_find_fec(&verity, 49152, 1 << 30, &fec) == -ERANGE);
	CHECK(verity_find_fec(&verity, 4095, 49152, &fec) == -ERANGE);
	verity.hash_block_size = 1024;
	CHECK(verity_find_fec(&verity, 49152, 49152, &fec) == -EINVAL && fec.roots == 7);
	verity = (struct verity){ .data_block_size = 512,
				  .hash_block_size = 512,
				  .data_blocks = INT64_MAX / 512 };
	CHECK(verity_find_fec(&verity, UINT64_MAX, UINT64_MAX - 511, &fec) == -ERANGE);
}
