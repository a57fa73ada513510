// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu.h"

#include "unit/test.h"

static struct menu menu;
static struct menu_entry entry;

static void read_menu(const char *text)
{
	menu_open(&menu, (struct slice){ (const uint8_t *)text, strlen(text) });
}

TEST(menu_of_grub)
{
	read_menu("set default=0\nlinux /not/in/an/entry a\nsubmenu 'more' {\n"
		  "menuentry \"Live (a b)\" --class x {\r\n"
		  "\tlinuxefi ($root)/k boot=live  toram\r\n\tinitrd /a /b\n}\n}\n"
		  "menuentry 'Reboot' {\n reboot\n}\n"
		  "menuentry plain {\n  $linux /k2\n  $initrd /i2\n}");
	CHECK(menu.kind == MENU_GRUB);
	CHECK(menu_next(&menu, &entry) == 1);
	CHECK_STRING(entry.title, "Live (a b)");
	CHECK_STRING(entry.kernel, "($root)/k");
	CHECK_STRING(entry.parameters, "boot=live  toram");
	CHECK(entry.n_initrds == 2);
	CHECK_STRING(entry.initrds[1], "/b");
	CHECK(menu_next(&menu, &entry) == 1);
	CHECK_STRING(entry.title, "plain");
	CHECK_STRING(entry.kernel, "/k2");
	CHECK_STRING(entry.parameters, "");
	CHECK_STRING(entry.initrds[0], "/i2");
	CHECK(menu_next(&menu, &entry) == 0);
}

TEST(menu_of_isolinux)
{
	read_menu("DEFAULT a\nLABEL a\n  MENU LABEL ^Live\n  KERNEL /k\n"
		  "  APPEND initrd=/i,/j boot=casper\nlabel b\n linux /k2\n initrd /i2\n");
	CHECK(menu.kind == MENU_SYSLINUX);
	CHECK(menu_next(&menu, &entry) == 1);
	CHECK_STRING(entry.title, "^Live");
	CHECK_STRING(entry.kernel, "/k");
	CHECK_STRING(entry.parameters, "initrd=/i,/j boot=casper");
	CHECK(entry.n_initrds == 2);
	CHECK_STRING(entry.initrds[1], "/j");
	CHECK(menu_next(&menu, &entry) == 1);
	CHECK_STRING(entry.title, "b");
	CHECK_STRING(entry.initrds[0], "/i2");
	CHECK(menu_next(&menu, &entry) == 0);
}

TEST(menu_of_the_boot_loader_specification)
{
	read_menu(
		"# a comment\ntitle Arch Linux\nlinux /k\ninitrd /i\noptions archisobasedir=arch\n"
		"options quiet\n");
	CHECK(menu.kind == MENU_LOADER);
	CHECK(menu_next(&menu, &entry) == 1);
	CHECK_STRING(entry.title, "Arch Linux");
	CHECK_STRING(entry.parameters, "archisobasedir=arch quiet");
	CHECK(menu_next(&menu, &entry) == 0);
}

TEST(menu_that_is_none)
{
	char path[400];

	read_menu("");
	CHECK(menu_next(&menu, &entry) == 0);
	read_menu("hello\nlinux /k\n");
	CHECK(menu.kind == MENU_UNKNOWN && menu_next(&menu, &entry) == 0);
	snprintf(path, sizeof(path), "menuentry a {\nlinux /%0300d x\n}\n", 0);
	read_menu(path);
	CHECK(menu_next(&menu, &entry) == 0);
	read_menu("menuentry \"no end");
	CHECK(menu_next(&menu, &entry) == 0);
}
