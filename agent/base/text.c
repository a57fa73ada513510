// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

enum { DISTANCE_MAX = 64 };

bool text_begins(const char *string, const char *prefix)
{
	return strncmp(string, prefix, strlen(prefix)) == 0;
}

static int print_at(char *buf, size_t size, size_t used, const char *format, va_list arguments)
{
	int len = vsnprintf(buf + used, size - used, format, arguments);

	return len >= 0 && (size_t)len < size - used ? 0 : -ENAMETOOLONG;
}

int text_print(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;
	int r;

	va_start(arguments, format);
	r = print_at(buf, size, 0, format, arguments);
	va_end(arguments);
	return r;
}

int text_append(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;
	int r;

	va_start(arguments, format);
	r = print_at(buf, size, strlen(buf), format, arguments);
	va_end(arguments);
	return r;
}

void text_copy_cut(char *buf, size_t size, const char *string)
{
	size_t len = strnlen(string, size - 1);

	memcpy(buf, string, len);
	buf[len] = '\0';
}

int text_to_u64(const char *string, uint64_t *ret)
{
	uint64_t value = 0;
	unsigned int base = 10;

	if (string[0] == '0' && (string[1] == 'x' || string[1] == 'X')) {
		base = 16;
		string += 2;
	}
	if (*string == '\0')
		return -EINVAL;
	for (; *string; string++) {
		unsigned int digit;

		if (*string >= '0' && *string <= '9')
			digit = (unsigned int)(*string - '0');
		else if ((*string | 32) >= 'a' && (*string | 32) <= 'f')
			digit = (unsigned int)((*string | 32) - 'a') + 10;
		else
			return -EINVAL;
		if (digit >= base)
			return -EINVAL;
		if (value > (UINT64_MAX - digit) / base)
			return -ERANGE;
		value = value * base + digit;
	}
	*ret = value;
	return 0;
}

unsigned int text_distance(const char *a, const char *b)
{
	unsigned int row[DISTANCE_MAX + 1];
	size_t a_len = strnlen(a, DISTANCE_MAX), b_len = strnlen(b, DISTANCE_MAX);

	for (size_t j = 0; j <= b_len; j++)
		row[j] = (unsigned int)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned int diagonal = row[0];

		row[0] = (unsigned int)i;
		for (size_t j = 1; j <= b_len; j++) {
			unsigned int best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b_len];
}

const char *text_size(char *buf, size_t size, uint64_t bytes)
{
	if (bytes >= 1 << 20)
		snprintf(buf, size, "%" PRIu64 " MiB", bytes >> 20);
	else if (bytes >= 1 << 10)
		snprintf(buf, size, "%" PRIu64 " KiB", bytes >> 10);
	else
		snprintf(buf, size, "%" PRIu64 " bytes", bytes);
	return buf;
}
