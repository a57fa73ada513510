// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MARK "..." /* ends a text that was cut */

enum { WRITE_MAX = 4096, UTF8_MAX = 4, DIGITS_MAX = 24 };

struct line {
	char *buf;
	size_t room, used; /* room: without MARK and the terminating NUL */
	bool cut;
};

/* One conversion of a format. */
struct spec {
	bool left, zero;
	size_t width, max;  /* max: the precision of a string, in bytes */
	unsigned int longs; /* l: 1, ll: 2, z: 1 */
};

/* Put all of the bytes or none: a character or an escape is never cut in the middle. */
static void put_bytes(struct line *line, const char *bytes, size_t len)
{
	line->cut = line->cut || len > line->room - line->used;
	if (line->cut)
		return;
	memcpy(line->buf + line->used, bytes, len);
	line->used += len;
}

static void fill_up(struct line *line, size_t begun, size_t width, char c)
{
	while (!line->cut && line->used - begun < width)
		put_bytes(line, &c, 1);
}

/* ---- Strings ---- */

/*
 * Write the next character of a string of at most max bytes to shown, escaped if necessary. Returns
 * how many bytes of the string it takes.
 */
static unsigned int show_character(const char *string, size_t max, char *shown)
{
	static const char digits[] = "0123456789abcdef";
	char utf8[UTF8_MAX + 1] = "";
	unsigned int len;

	/* Bytes after max are not read. */
	memcpy(utf8, string, strnlen(string, max < UTF8_MAX ? max : UTF8_MAX));
	len = text_utf8_length(utf8);
	if (len > 0 && text_is_shown(text_decode(utf8, len))) {
		memcpy(shown, utf8, len);
		shown[len] = '\0';
		return len;
	}
	if (len == 0)
		len = 1;
	for (unsigned int i = 0; i < len; i++) {
		*shown++ = '\\';
		*shown++ = 'x';
		*shown++ = digits[(uint8_t)utf8[i] >> 4];
		*shown++ = digits[(uint8_t)utf8[i] & 0xf];
	}
	*shown = '\0';
	return len;
}

/* The length of what begins the string and is shown as it is: printable ASCII. */
static size_t plain_length(const char *string, size_t max)
{
	size_t len = 0;

	while (len < max && string[len] >= ' ' && string[len] <= '~')
		len++;
	return len;
}

static void put_string(struct line *line, const char *string, const struct spec *spec)
{
	size_t begun = line->used, most = line->room / 4 * 3;
	size_t at = plain_length(string, spec->max < most ? spec->max : most);
	char shown[4 * UTF8_MAX + 1];

	/* Most strings have nothing else. If there is no room, it ends between two characters. */
	if (at > line->room - line->used)
		at = line->room - line->used;
	put_bytes(line, string, at);
	while (at < spec->max && string[at] && !line->cut) {
		at += show_character(string + at, spec->max - at, shown);
		if (line->used - begun + strlen(shown) > most) {
			put_bytes(line, MARK, strlen(MARK));
			break;
		}
		put_bytes(line, shown, strlen(shown));
	}
	fill_up(line, begun, spec->width, ' ');
}

/* ---- Numbers ---- */

static void put_number(struct line *line, uint64_t value, unsigned int base, bool negative,
		       const struct spec *spec)
{
	char digits[DIGITS_MAX];
	size_t begun = line->used, n = 0, len;

	do
		digits[DIGITS_MAX - ++n] = "0123456789abcdef"[value % base];
	while ((value /= base) > 0);
	if (negative)
		digits[DIGITS_MAX - ++n] = '-';
	len = n < spec->width ? spec->width - n : 0;
	if (!spec->left)
		fill_up(line, begun, len, spec->zero ? '0' : ' ');
	put_bytes(line, digits + DIGITS_MAX - n, n);
	if (spec->left)
		fill_up(line, begun, spec->width, ' ');
}

static uint64_t take_unsigned(const struct spec *spec, va_list *arguments)
{
	if (spec->longs == 0)
		return va_arg(*arguments, unsigned int);
	return spec->longs == 1 ? va_arg(*arguments, unsigned long)
				: va_arg(*arguments, unsigned long long);
}

static int64_t take_signed(const struct spec *spec, va_list *arguments)
{
	if (spec->longs == 0)
		return va_arg(*arguments, int);
	return spec->longs == 1 ? va_arg(*arguments, long) : va_arg(*arguments, long long);
}

/* ---- Formats ---- */

static size_t read_size(const char **at, va_list *arguments)
{
	size_t size = 0;

	if (**at == '*') {
		int given = va_arg(*arguments, int);

		(*at)++;
		return given > 0 ? (size_t)given : 0;
	}
	for (; **at >= '0' && **at <= '9'; (*at)++)
		size = size * 10 + (size_t)(**at - '0');
	return size;
}

/* Read what is between a % and its letter. Returns the position of the letter. */
static const char *read_spec(const char *at, struct spec *spec, va_list *arguments)
{
	*spec = (struct spec){ .max = SIZE_MAX };
	for (; *at == '-' || *at == '0'; at++)
		*(*at == '-' ? &spec->left : &spec->zero) = true;
	spec->width = read_size(&at, arguments);
	if (*at == '.') {
		at++;
		spec->max = read_size(&at, arguments);
	}
	for (; *at == 'l' || *at == 'z'; at++)
		spec->longs++;
	return at;
}

/* Returns false for an unknown letter: the types of the remaining arguments are unknown then. */
static bool put_conversion(struct line *line, char letter, const struct spec *spec,
			   va_list *arguments)
{
	int64_t number;

	switch (letter) {
	case '%':
		put_bytes(line, "%", 1);
		return true;
	case 's':
		put_string(line, va_arg(*arguments, const char *), spec);
		return true;
	case 'd':
		number = take_signed(spec, arguments);
		put_number(line, number < 0 ? -(uint64_t)number : (uint64_t)number, 10, number < 0,
			   spec);
		return true;
	case 'u':
	case 'x':
		put_number(line, take_unsigned(spec, arguments), letter == 'x' ? 16 : 10, false,
			   spec);
		return true;
	default:
		line->cut = true;
		return false;
	}
}

size_t line_vprint(char *buf, size_t size, const char *format, va_list arguments)
{
	struct line line = { .buf = buf, .room = size - sizeof(MARK) };
	bool known = true;
	struct spec spec;
	va_list rest;

	va_copy(rest, arguments);
	for (const char *at = format; known;) {
		size_t len = strcspn(at, "%");

		put_bytes(&line, at, len);
		if (!at[len])
			break;
		at = read_spec(at + len + 1, &spec, &rest);
		known = put_conversion(&line, *at++, &spec, &rest);
	}
	va_end(rest);
	strcpy(buf + line.used, line.cut ? MARK : "");
	return line.used + strlen(buf + line.used);
}

size_t line_print(char *buf, size_t size, const char *format, ...)
{
	va_list arguments;
	size_t len;

	va_start(arguments, format);
	len = line_vprint(buf, size, format, arguments);
	va_end(arguments);
	return len;
}

size_t line_write(FILE *stream, const char *format, ...)
{
	char buf[WRITE_MAX];
	va_list arguments;
	size_t len;

	va_start(arguments, format);
	len = line_vprint(buf, sizeof(buf), format, arguments);
	va_end(arguments);
	fwrite(buf, 1, len, stream);
	return len;
}
