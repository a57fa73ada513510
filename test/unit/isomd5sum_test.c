// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/isomd5sum.h"
#include "parse/media_tags.h"

#include "unit/test.h"

#include <errno.h>

/* implantisomd5 1.2.3, a volume of 989184 bytes. */
#define SUMS "5b4fa1bcf2b11bdb4e2de2b6147a66f861e368534168e639a86b2388ed75"
#define MD5  "ISO MD5SUM = 4053392c765199abc539134ea66d77aa;"
#define GOOD                                                                                \
	MD5 "SKIPSECTORS = 15;RHLISOSTATUS=0;FRAGMENT SUMS = " SUMS ";FRAGMENT COUNT = 20;" \
	    "THIS IS NOT THE SAME AS RUNNING MD5SUM ON THIS ISO!!"

static int parse(const char *text, struct isomd5sum *ret)
{
	uint8_t bytes[MEDIA_TAGS_SIZE];

	memset(bytes, ' ', sizeof(bytes));
	memcpy(bytes, text, strlen(text));
	return isomd5sum_parse((struct slice){ bytes, sizeof(bytes) }, ret);
}

TEST(isomd5sum_good)
{
	struct isomd5sum sum;

	CHECK(parse(GOOD, &sum) == 0);
	CHECK(sum.md5[0] == 0x40 && sum.md5[15] == 0xaa && sum.skip_sectors == 15);
	CHECK(sum.fragment_count == 20 && sum.fragment_digits == 3);
	CHECK_STRING(sum.fragment_sums, SUMS);
	/* tagmedia's order, and checkmedia's tolerance of case and spaces. */
	CHECK(parse("skipsectors=0;Iso Md5sum =  4053392C765199ABC539134EA66D77AA", &sum) == 0);
	CHECK(sum.md5[15] == 0xaa && sum.skip_sectors == 0 && sum.fragment_count == 0);
	CHECK(isomd5sum_parse((struct slice){ (const uint8_t *)GOOD, strlen(GOOD) }, &sum) == 0);
}

TEST(isomd5sum_bad)
{
	static const char behind_nul[] = "a=b\0;" GOOD;
	struct isomd5sum sum = { .skip_sectors = 77 };

	CHECK(parse("", &sum) == -ENOENT);
	CHECK(isomd5sum_parse((struct slice){ NULL, 0 }, &sum) == -ENOENT);
	CHECK(parse("pad=15;md5sum=4053392c765199abc539134ea66d77aa", &sum) == -ENOENT);
	CHECK(isomd5sum_parse((struct slice){ (const uint8_t *)behind_nul, sizeof(behind_nul) },
			      &sum) == -ENOENT);
	CHECK(parse(MD5, &sum) == -EBADMSG);
	CHECK(parse(MD5 "SKIPSECTORS = ", &sum) == -EBADMSG);
	CHECK(parse(MD5 "SKIPSECTORS = -1", &sum) == -EBADMSG);
	CHECK(parse(MD5 "SKIPSECTORS = 4294967296", &sum) == -EBADMSG);
	CHECK(parse("ISO MD5SUM = 4053392c765199abc539134ea66d77;SKIPSECTORS = 15", &sum) ==
	      -EBADMSG);
	CHECK(parse("ISO MD5SUM = 4053392c765199abc539134ea66d77aabb;SKIPSECTORS = 15", &sum) ==
	      -EBADMSG);
	CHECK(sum.skip_sectors == 77);
}

TEST(isomd5sum_fragments_of_no_use)
{
	static const char *const tails[] = {
		/* implantisomd5 of a volume of 374784 bytes, which checkisomd5 refuses */
		"FRAGMENT SUMS = d5842a3abe71d83478dc78c2d18c91;FRAGMENT COUNT = 20",
		"FRAGMENT SUMS = " SUMS "0;FRAGMENT COUNT = 20",
		"FRAGMENT SUMS = " SUMS ";FRAGMENT COUNT = 0",
		"FRAGMENT SUMS = " SUMS ";FRAGMENT COUNT = 3",
		"FRAGMENT SUMS = " SUMS ";FRAGMENT COUNT = 61",
		"FRAGMENT SUMS = " SUMS ";FRAGMENT COUNT = x",
		"FRAGMENT SUMS = x" SUMS ";FRAGMENT COUNT = 20",
		"FRAGMENT SUMS = " SUMS,
		"FRAGMENT COUNT = 20",
	};

	for (size_t i = 0; i < array_size(tails); i++) {
		struct isomd5sum sum;
		char text[300];

		snprintf(text, sizeof(text), "%sSKIPSECTORS = 15;%s", MD5, tails[i]);
		CHECK(parse(text, &sum) == 0);
		CHECK(sum.fragment_count == 0);
		CHECK(isomd5sum_fragment(&sum, 958464, 98304) == 0);
		CHECK(isomd5sum_fragment_end(&sum, 958464, 1) == 0);
	}
}

TEST(isomd5sum_fragment_ends)
{
	/* Where implantisomd5 took the running sum. */
	static const uint32_t ends[] = { 98304,	 131072, 196608, 229376, 262144, 327680, 360448,
					 425984, 458752, 491520, 557056, 589824, 655360, 688128,
					 720896, 786432, 819200, 884736, 917504, 950272 };
	struct isomd5sum sum;
	unsigned int next = 0;
	uint64_t total;

	CHECK(parse(GOOD, &sum) == 0);
	total = isomd5sum_total(&sum, 989184);
	CHECK(total == 958464);
	for (unsigned int i = 0; i < 20; i++)
		CHECK(isomd5sum_fragment_end(&sum, total, i + 1) == ends[i]);
	for (uint64_t at = 0; at < total + ISOMD5SUM_STEP; at += ISOMD5SUM_STEP) {
		uint64_t offset = at < total ? at : total;
		unsigned int fragment = isomd5sum_fragment(&sum, total, offset);

		CHECK(fragment == (next < 20 && offset == ends[next] ? next + 1 : 0));
		next += fragment != 0;
	}
	CHECK(next == 20);
}

TEST(isomd5sum_fragment_at_the_first_byte)
{
	struct isomd5sum sum = { .fragment_count = 20, .fragment_digits = 3 };

	/* 21 fragments of one step each, then one byte less in each. */
	CHECK(isomd5sum_fragment_end(&sum, 21 * ISOMD5SUM_STEP, 1) == 2 * ISOMD5SUM_STEP);
	CHECK(isomd5sum_fragment_end(&sum, 21 * ISOMD5SUM_STEP, 20) == 21 * ISOMD5SUM_STEP);
	CHECK(isomd5sum_fragment_end(&sum, 21 * ISOMD5SUM_STEP - 2048, 1) == 0);
	CHECK(isomd5sum_fragment(&sum, 21 * ISOMD5SUM_STEP - 2048, 2 * ISOMD5SUM_STEP) == 0);
	CHECK(isomd5sum_fragment_end(&sum, 21 * ISOMD5SUM_STEP, 0) == 0);
	CHECK(isomd5sum_fragment_end(&sum, 21 * ISOMD5SUM_STEP, 21) == 0);
	/* The Fedora image of checkmedia's README: 4102816 blocks of 512 bytes are summed. */
	CHECK(isomd5sum_fragment_end(&sum, UINT64_C(4102816) * 512, 1) == UINT64_C(195456) * 512);
	CHECK(isomd5sum_fragment_end(&sum, UINT64_C(4102816) * 512, 20) == UINT64_C(3907520) * 512);
}

TEST(isomd5sum_fits)
{
	/* Of the first 98304 and 950272 bytes of that volume. */
	static const uint8_t first[16] = { 0x56, 0xb6, 0x40 }, last[16] = { 0xdc, 0x73, 0x57 },
			     zero[16] = { 0x05, 0x0b, 0x40 }, other[16] = { 0x56, 0xb6, 0x50 };
	struct isomd5sum sum;

	CHECK(parse(GOOD, &sum) == 0);
	CHECK(isomd5sum_fragment_fits(&sum, 1, first));
	CHECK(isomd5sum_fragment_fits(&sum, 20, last));
	CHECK(isomd5sum_fragment_fits(&sum, 1, zero));
	CHECK(!isomd5sum_fragment_fits(&sum, 1, other));
	CHECK(!isomd5sum_fragment_fits(&sum, 2, first));
}

TEST(isomd5sum_total)
{
	struct isomd5sum sum = { .skip_sectors = 15 };

	CHECK(isomd5sum_total(&sum, 15 * 2048) == 0);
	CHECK(isomd5sum_total(&sum, 16 * 2048) == 2048);
	CHECK(isomd5sum_total(&sum, 0) == 0);
}
