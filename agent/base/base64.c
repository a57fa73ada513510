// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/base64.h"

#include <errno.h>

static int digit_value(uint8_t c)
{
	uint8_t lower = c | 0x20;

	if (lower >= 'a' && lower <= 'z')
		return lower - 'a' + (c == lower ? 26 : 0);
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

int base64_decode(struct slice text, uint8_t *ret, size_t size)
{
	unsigned int left = 0; /* bits that make no byte yet, below which they are in value */
	uint32_t value = 0;
	size_t bytes = text.len / 4 * 3;

	if (text.len % 4 != 0)
		return -EBADMSG;
	for (unsigned int pads = 0; pads < 2 && slice_u8(text, text.len - 1) == '='; pads++) {
		text.len--;
		bytes--;
	}
	for (size_t i = 0; i < text.len; i++)
		if (digit_value(text.data[i]) < 0)
			return -EBADMSG;
	/* Of the last digit 2 or 4 bits are over where there is padding. */
	if (text.len > 0 && digit_value(text.data[text.len - 1]) & ((1 << text.len * 6 % 8) - 1))
		return -EBADMSG;
	if (bytes > size)
		return -E2BIG;
	for (size_t i = 0; i < text.len; i++) {
		value = value << 6 | (uint32_t)digit_value(text.data[i]);
		left += 6;
		if (left < 8)
			continue;
		left -= 8;
		*ret++ = (uint8_t)(value >> left);
	}
	return (int)bytes;
}
