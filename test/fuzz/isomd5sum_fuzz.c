// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/isomd5sum.h"

#include "fuzz/fuzz.h"

#include <errno.h>

/* Both ways to name a fragment's end agree, for every step of a volume. */
static void check_fragments(const struct isomd5sum *sum, uint64_t volume_size)
{
	uint64_t total = isomd5sum_total(sum, volume_size), before = 0;
	unsigned int next = 1;

	REQUIRE(total <= volume_size);
	for (unsigned int i = 1; i <= sum->fragment_count; i++) {
		uint64_t end = isomd5sum_fragment_end(sum, total, i);

		REQUIRE(end <= total && (end > before || (end == 0 && before == 0)));
		before = end;
		isomd5sum_fragment_fits(sum, i, (const uint8_t[16]){ 0x07, 0xfe });
	}
	for (uint64_t at = 0; at < total; at += ISOMD5SUM_STEP) {
		uint64_t offset = total - at < ISOMD5SUM_STEP ? total : at + ISOMD5SUM_STEP;
		unsigned int fragment = isomd5sum_fragment(sum, total, offset);

		if (fragment == 0)
			continue;
		REQUIRE(fragment == next++ && fragment <= sum->fragment_count);
		REQUIRE(isomd5sum_fragment_end(sum, total, fragment) == offset);
	}
	REQUIRE(next == 1 || next == sum->fragment_count + 1);
	REQUIRE((next == 1) == (before == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct isomd5sum sum = { .skip_sectors = 77 };
	int r = isomd5sum_parse((struct slice){ data, size }, &sum);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG);
		REQUIRE(sum.skip_sectors == 77 && sum.fragment_count == 0);
		return 0;
	}
	REQUIRE(r == 0 && sum.skip_sectors <= UINT32_MAX);
	if (sum.fragment_count > 0) {
		REQUIRE(sum.fragment_digits >= 1 && sum.fragment_digits <= 15);
		REQUIRE(strlen(sum.fragment_sums) == sum.fragment_count * sum.fragment_digits);
	}
	for (uint64_t sectors = 1; sectors < 20000; sectors = sectors * 2 + 3)
		check_fragments(&sum, sectors * ISOMD5SUM_SECTOR);
	return 0;
}
