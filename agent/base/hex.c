// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/hex.h"

#include <errno.h>

int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int hex_decode(struct slice text, uint8_t *ret, size_t size)
{
	if (text.len % 2 != 0)
		return -EBADMSG;
	for (size_t i = 0; i < text.len; i++)
		if (hex_digit((char)text.data[i]) < 0)
			return -EBADMSG;
	if (text.len / 2 > size)
		return -E2BIG;
	for (size_t i = 0; i < text.len; i += 2)
		*ret++ = (uint8_t)(hex_digit((char)text.data[i]) << 4 |
				   hex_digit((char)text.data[i + 1]));
	return (int)(text.len / 2);
}

void hex_encode(const uint8_t *bytes, size_t n, char *ret)
{
	static const char digits[] = "0123456789abcdef";

	for (; n > 0; n--, bytes++) {
		*ret++ = digits[*bytes >> 4];
		*ret++ = digits[*bytes & 15];
	}
	*ret = '\0';
}
