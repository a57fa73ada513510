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
	unsigned int left = 0; /* bits in value that do not make up a byte yet */
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
	/* With padding, the last 2 or 4 bits of the last digit are unused and must be 0. */
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
