// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu.h"

#include "unit/test.h"

static enum menu_kind kind_of(const char *menu)
{
	return menu_kind_of((struct slice){ (const uint8_t *)menu, strlen(menu) });
}

TEST(menu_kinds)
{
	CHECK(kind_of("set a=b\nmenuentry 'x' {\n}\n") == MENU_GRUB);
	CHECK(kind_of("default x\nLABEL x\n text help\nif you like\n") == MENU_SYSLINUX);
	CHECK(kind_of("title x\nlinux /k\n") == MENU_LOADER_ENTRY);
	CHECK(kind_of("linux /k\r\ninitrd /i\r\n") == MENU_LOADER_ENTRY);
	CHECK(kind_of("linux /k\ninitrd /i\nboot\n") == MENU_GRUB);
	CHECK(kind_of("hello\n") == MENU_UNKNOWN && kind_of("") == MENU_UNKNOWN);
}
