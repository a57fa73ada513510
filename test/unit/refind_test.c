// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/refind.h"

#include "offline/menu.h"
#include "unit/parts.h"
#include "unit/test.h"

TEST(refind_stanza)
{
	CHECK_STRING(
		parts_read(refind_visit, "timeout 5\nmenuentry \"A b\" {\r\n"
					 "  icon /EFI/x.png\n  volume LIVE\n"
					 "\tloader \\live\\vmlinuz\n  initrd /live/initrd.img\n"
					 "  options \"boot=live initrd=\\ucode.img ro\"\n}\n"
					 "menuentry c {\n loader /k\n}\n"),
		"1 title A b | 1 kernel /live/vmlinuz | 1 word boot=live | 1 initrd /ucode.img | "
		"1 word ro | 1 initrd /live/initrd.img | 2 title c | 2 kernel /k");
}

TEST(refind_submenus)
{
	CHECK_STRING(
		parts_read(refind_visit,
			   "menuentry m {\n loader /k\n submenuentry s {\n  initrd /j\n"
			   "  add_options \"single\"\n }\n initrd /i\n options \"a b\"\n"
			   " submenuentry \"t\" {\n options c\n loader /l\n }\n"
			   " submenuentry d {\n disabled\n }\n}\n"),
		"1 title m | 1 kernel /k | 1 word a | 1 word b | 1 initrd /i | "
		"2 title s | 2 kernel /k | 2 word a | 2 word b | 2 word single | 2 initrd /j | "
		"3 title t | 3 kernel /l | 3 word c | 3 initrd /i");
}

TEST(refind_of_none)
{
	CHECK_STRING(parts_read(refind_visit, "menuentry m {\n loader /k\n disabled\n"
					      " submenuentry s {\n }\n}\n"),
		     "");
	CHECK_STRING(parts_read(refind_visit, "menuentry \"no end {\n loader \"/k"),
		     "1 title no end { | 1 kernel /k");
	CHECK_STRING(parts_read(refind_visit, "loader /k\nmenuentry"), "");
	CHECK_STRING(parts_read(refind_visit, "menuentry x {\n initrd /i\n}\n"), "");
	CHECK_STRING(parts_read(refind_visit, "menuentry \"a\"\"b\" {\nloader \"\"\n loader k=v\n"),
		     "1 title a\"\"b | 1 kernel k");
}

static enum menu_kind kind_of(const char *text)
{
	return menu_kind_of((struct slice){ (const uint8_t *)text, strlen(text) });
}

TEST(refind_is_no_grub)
{
	CHECK(kind_of("menuentry a {\n loader /k\n}\n") == MENU_REFIND);
	CHECK(kind_of("menuentry a {\n chainloader /k\n}\n") == MENU_GRUB);
}
