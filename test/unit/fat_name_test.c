// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/fat_name.h"

#include "unit/test.h"

#include <errno.h>

static struct fat_name made;

static const char *alias_of(const char *name, unsigned int number)
{
	static char text[FAT_NAME_SHORT + 1];

	CHECK(fat_name_make(&made, name, number) == 0);
	memcpy(text, made.alias, FAT_NAME_SHORT);
	return text;
}

TEST(fat_name_keeps_short_names)
{
	CHECK_STRING(alias_of("KS.CFG", 1), "KS      CFG");
	CHECK(made.n_units == 0 && fat_name_records(&made) == 1);
	CHECK_STRING(alias_of("README", 1), "README     ");
	CHECK_STRING(alias_of("12345678.9_A", 1), "123456789_A");
	CHECK(made.n_units == 0);
}

TEST(fat_name_makes_an_alias_of_long_names)
{
	CHECK_STRING(alias_of("meta-data", 3), "META-D~3   ");
	CHECK(made.n_units == 9 && fat_name_records(&made) == 2);
	CHECK_STRING(alias_of("ks.cfg", 12), "KS~12   CFG");
	CHECK_STRING(alias_of("A~1", 2), "A_1~2      ");
	CHECK_STRING(alias_of("a.b.conf", 1), "AB~1    CON");
	CHECK_STRING(alias_of(".profile", 1024), "PRO~1024   ");
	CHECK_STRING(alias_of("M\xc3\xbcller + S\xc3\xb6hne", 1), "M__LLE~1   ");
	CHECK(made.n_units == 14);
	CHECK_STRING(alias_of("x", 99999), "X~99999    ");
}

TEST(fat_name_counts_units)
{
	char name[257];

	CHECK_STRING(alias_of("\xf0\x9f\x98\x80", 1), "____~1     ");
	CHECK(made.n_units == 2 && made.units[0] == 0xd83d && made.units[1] == 0xde00);
	memset(name, 'a', 256);
	name[256] = '\0';
	CHECK(fat_name_make(&made, name, 1) == -EINVAL);
	name[255] = '\0';
	CHECK(fat_name_make(&made, name, 1) == 0 && fat_name_records(&made) == 21);
	memcpy(name + 251, "\xf0\x9f\x98\x80", 4);
	CHECK(fat_name_make(&made, name, 1) == 0 && made.n_units == 253);
}

TEST(fat_name_refuses_what_no_fat_has)
{
	static const char *const names[] = { "",     "a:b",  "a/b",  "a\\b", "a*",   "a?",
					     "a\nb", "a\"b", "<",    ">",    "|",    "a.",
					     "a ",   "..",   "\x7f", "\xff", "\xc3", "a\xc0\xaf" };

	for (unsigned int i = 0; i < sizeof(names) / sizeof(*names); i++)
		CHECK(fat_name_make(&made, names[i], 1) == -EINVAL);
}

TEST(fat_name_writes_its_last_part_first)
{
	uint8_t records[3 * FAT_NAME_RECORD] = { 0 };

	CHECK(fat_name_make(&made, "network-config", 1) == 0 && fat_name_records(&made) == 3);
	fat_name_write(&made, records);
	CHECK(records[0] == 0x42 && records[11] == 0x0f && records[1] == 'g' && records[3] == 0 &&
	      records[5] == 0xff && records[31] == 0xff);
	CHECK(records[32] == 1 && records[33] == 'n' && records[32 + 30] == 'i');
	CHECK(records[13] == records[32 + 13]);
	CHECK(memcmp(records + 64, "NETWOR~1   ", FAT_NAME_SHORT) == 0);
}
