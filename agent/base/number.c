// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/number.h"

#include "base/hex.h"

#include <errno.h>
#include <stdbool.h>

int number_take(struct slice *text, unsigned int base, uint64_t max, uint64_t *ret)
{
	uint64_t value = 0;
	size_t len = 0;

	for (; len < text->len; len++) {
		int digit = hex_digit((char)text->data[len]);

		if (digit < 0 || (unsigned int)digit >= base)
			break;
		if ((uint64_t)digit > max || value > (max - (uint64_t)digit) / base)
			return -ERANGE;
		value = value * base + (uint64_t)digit;
	}
	if (len == 0)
		return -EINVAL;
	*text = slice_sub(*text, len, text->len - len);
	*ret = value;
	return 0;
}

int number_parse(struct slice text, unsigned int base, uint64_t max, uint64_t *ret)
{
	uint64_t value;
	int r = number_take(&text, base, max, &value);

	if (r == 0 && text.len > 0)
		return -EINVAL;
	if (r == 0)
		*ret = value;
	return r;
}

int number_parse_string(const char *string, uint64_t max, uint64_t *ret)
{
	struct slice text = { (const uint8_t *)string, strlen(string) };
	bool is_hex = text.len > 1 && text.data[0] == '0' && (text.data[1] | 32) == 'x';

	if (is_hex)
		text = slice_sub(text, 2, text.len - 2);
	return number_parse(text, is_hex ? 16 : 10, max, ret);
}
