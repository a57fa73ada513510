// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/isomd5sum.h"

#include "base/hex.h"
#include "parse/media_tags.h"

#include <errno.h>

/* The sums of fragments are used only if all of them are there. */
static void parse_fragments(struct slice sums, uint32_t count, struct isomd5sum *ret)
{
	unsigned int digits;

	if (count < ISOMD5SUM_FRAGMENTS_MIN || count > ISOMD5SUM_FRAGMENT_DIGITS)
		return;
	digits = ISOMD5SUM_FRAGMENT_DIGITS / count;
	if (sums.len != count * digits)
		return;
	for (size_t i = 0; i < sums.len; i++) {
		if (hex_digit((char)sums.data[i]) < 0)
			return;
		ret->fragment_sums[i] = (char)(sums.data[i] | 32);
	}
	ret->fragment_count = count;
	ret->fragment_digits = digits;
}

int isomd5sum_parse(struct slice application, struct isomd5sum *ret)
{
	struct isomd5sum found = { .fragment_count = 0 };
	struct slice sums = { NULL, 0 };
	bool has_md5 = false, has_skip = false;
	uint32_t skip = 0, count = 0;
	struct media_tag tag;

	while (media_tags_next(&application, &tag)) {
		if (media_tag_is(&tag, "iso md5sum")) {
			if (hex_decode(tag.value, found.md5, sizeof(found.md5)) !=
			    sizeof(found.md5))
				return -EBADMSG;
			has_md5 = true;
		} else if (media_tag_is(&tag, "skipsectors")) {
			has_skip = media_tag_number(&tag, &skip) == 0;
		} else if (media_tag_is(&tag, "fragment sums")) {
			sums = tag.value;
		} else if (media_tag_is(&tag, "fragment count")) {
			if (media_tag_number(&tag, &count) < 0)
				count = 0;
		}
	}
	if (!has_md5)
		return -ENOENT;
	if (!has_skip)
		return -EBADMSG;
	found.skip_sectors = skip;
	parse_fragments(sums, count, &found);
	*ret = found;
	return 0;
}

uint64_t isomd5sum_total(const struct isomd5sum *sum, uint64_t volume_size)
{
	uint64_t skip = sum->skip_sectors * ISOMD5SUM_SECTOR;

	return volume_size > skip ? volume_size - skip : 0;
}

uint64_t isomd5sum_fragment_end(const struct isomd5sum *sum, uint64_t total, unsigned int fragment)
{
	uint64_t size = total / (sum->fragment_count + 1), end;

	if (fragment == 0 || fragment > sum->fragment_count || size < ISOMD5SUM_STEP)
		return 0;
	/*
	 * If the fragment does not begin at the first byte of a step, its sum is due after the next
	 * step.
	 */
	end = (fragment * size + ISOMD5SUM_STEP - 1) / ISOMD5SUM_STEP * ISOMD5SUM_STEP +
	      ISOMD5SUM_STEP;
	return end < total ? end : total;
}

unsigned int isomd5sum_fragment(const struct isomd5sum *sum, uint64_t total, uint64_t offset)
{
	uint64_t size = total / (sum->fragment_count + 1), fragment;

	if (offset == 0 || offset > total || size < ISOMD5SUM_STEP)
		return 0;
	fragment = (offset - 1) / ISOMD5SUM_STEP * ISOMD5SUM_STEP / size;
	return isomd5sum_fragment_end(sum, total, (unsigned int)fragment) == offset
		       ? (unsigned int)fragment
		       : 0;
}

bool isomd5sum_fragment_fits(const struct isomd5sum *sum, unsigned int fragment,
			     const uint8_t digest[16])
{
	const char *digits = sum->fragment_sums + (fragment - 1) * sum->fragment_digits;

	for (unsigned int i = 0; i < sum->fragment_digits; i++)
		if (hex_digit(digits[i]) != (digest[i] < 16 ? digest[i] : digest[i] >> 4))
			return false;
	return true;
}
