// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/fat_name.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

enum { BASE = 8, EXTENSION = 3 };
enum { ATTRIBUTES = 11, ATTRIBUTE_LONG = 0x0f, CHECKSUM = 13, LAST = 0x40 };

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_plain(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || (c && strchr("_-$%'@!(){}^#&", c));
}

/* ---- The long name ---- */

static bool is_allowed(uint32_t character)
{
	return character >= ' ' && character != 0x7f &&
	       !(character < 0x80 && strchr("\"*/:<>?\\|", (int)character));
}

/* Returns the number of units, or -EINVAL. */
static int put_units(uint16_t *units, unsigned int room, uint32_t character)
{
	unsigned int n = character > 0xffff ? 2 : 1;

	if (!is_allowed(character) || n > room)
		return -EINVAL;
	if (n == 1) {
		units[0] = (uint16_t)character;
	} else {
		units[0] = (uint16_t)(0xd800 + ((character - 0x10000) >> 10));
		units[1] = (uint16_t)(0xdc00 + ((character - 0x10000) & 0x3ff));
	}
	return (int)n;
}

static int make_long(struct fat_name *ret, const char *name)
{
	unsigned int len;

	ret->n_units = 0;
	for (; *name; name += len) {
		int n = -EINVAL;

		len = text_utf8_length(name);
		if (len > 0)
			n = put_units(ret->units + ret->n_units, FAT_NAME_UNITS_MAX - ret->n_units,
				      text_decode(name, len));
		if (n < 0)
			return n;
		ret->n_units += (unsigned int)n;
	}
	return 0;
}

/* ---- The short name ---- */

/* Is it a name of 8 and 3 characters in upper case? None with "~", which the aliases have. */
static bool is_short(const char *name)
{
	const char *dot = strchr(name, '.');
	size_t len = strlen(name), base = dot ? (size_t)(dot - name) : len;

	if (base == 0 || base > BASE || (dot && (len - base < 2 || len - base > 1 + EXTENSION)))
		return false;
	for (size_t i = 0; i < len; i++)
		if (i != base && (!is_plain(name[i]) || (name[i] >= 'a' && name[i] <= 'z')))
			return false;
	return true;
}

/* Copy up to max characters, in upper case and without dots. Returns how many. */
static unsigned int put_short(uint8_t *to, unsigned int max, const char *from, const char *end)
{
	unsigned int n = 0;

	for (; from < end && n < max; from++) {
		if (*from == '.' || *from == ' ')
			continue;
		to[n++] = is_plain(*from) ? (uint8_t)(is_letter(*from) ? *from & ~0x20 : *from)
					  : '_';
	}
	return n;
}

static void make_alias(struct fat_name *ret, const char *name, unsigned int number)
{
	const char *end = name + strlen(name), *dot = strrchr(name, '.');
	char tail[BASE] = "";
	unsigned int len;

	memset(ret->alias, ' ', sizeof(ret->alias));
	if (!dot || dot == name)
		dot = end;
	else
		put_short(ret->alias + BASE, EXTENSION, dot + 1, end);
	if (ret->n_units > 0)
		text_print_cut(tail, sizeof(tail), "~%u", number);
	len = put_short(ret->alias, BASE - (unsigned int)strlen(tail), name, dot);
	memcpy(ret->alias + len, tail, strlen(tail));
}

int fat_name_make(struct fat_name *ret, const char *name, unsigned int number)
{
	size_t len = strlen(name);
	int r = make_long(ret, name);

	/* Windows drops dots and spaces at the end, and Linux dots. */
	if (r < 0 || len == 0 || name[len - 1] == '.' || name[len - 1] == ' ')
		return -EINVAL;
	if (is_short(name))
		ret->n_units = 0;
	make_alias(ret, name, number);
	return 0;
}

/* ---- Records ---- */

static unsigned int long_records(const struct fat_name *name)
{
	return (name->n_units + FAT_NAME_RECORD_UNITS - 1) / FAT_NAME_RECORD_UNITS;
}

unsigned int fat_name_records(const struct fat_name *name)
{
	return long_records(name) + 1;
}

static uint8_t alias_checksum(const uint8_t *alias)
{
	unsigned int sum = 0;

	for (unsigned int i = 0; i < FAT_NAME_SHORT; i++)
		sum = (((sum & 1) << 7) + (sum >> 1) + alias[i]) & 0xff;
	return (uint8_t)sum;
}

/* The units of one record, from first on: after the last one comes a zero, and then 0xffff. */
static void write_units(const struct fat_name *name, unsigned int first, uint8_t *record)
{
	static const uint8_t places[FAT_NAME_RECORD_UNITS] = { 1,  3,  5,  7,  9,  14, 16,
							       18, 20, 22, 24, 28, 30 };

	for (unsigned int i = 0; i < FAT_NAME_RECORD_UNITS; i++) {
		unsigned int at = first + i;
		uint16_t unit = at < name->n_units    ? name->units[at]
				: at == name->n_units ? 0
						      : 0xffff;

		record[places[i]] = (uint8_t)unit;
		record[places[i] + 1] = (uint8_t)(unit >> 8);
	}
}

/* The parts of the long name come first, the last one before the others. */
void fat_name_write(const struct fat_name *name, uint8_t *records)
{
	unsigned int n = long_records(name);
	uint8_t sum = alias_checksum(name->alias);

	for (unsigned int part = n; part > 0; part--, records += FAT_NAME_RECORD) {
		records[0] = (uint8_t)(part | (part == n ? LAST : 0));
		records[ATTRIBUTES] = ATTRIBUTE_LONG;
		records[CHECKSUM] = sum;
		write_units(name, (part - 1) * FAT_NAME_RECORD_UNITS, records);
	}
	memcpy(records, name->alias, sizeof(name->alias));
}
