// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu_entry.h"

#include "base/text.h"
#include "unit/test.h"

static char entries[4096];

/* Files are there unless their name has an x. */
static bool find_file(void *context, const struct part *part, struct menu_file *ret)
{
	(void)context;
	return !strchr(part->value, 'x') &&
	       text_print(ret->place, sizeof(ret->place), "%s", part->value) == 0;
}

static void append_file(const struct menu_file *file)
{
	text_append_cut(entries, sizeof(entries), " %s%s", file->path,
			file->unclear	 ? "?"
			: file->place[0] ? ""
					 : "!");
}

static void append_entry(void *context, const struct menu_entry *entry)
{
	(void)context;
	text_append_cut(entries, sizeof(entries), "%s%s:", entries[0] ? " | " : "", entry->title);
	append_file(&entry->kernel);
	text_append_cut(entries, sizeof(entries), " (%s)", entry->parameters);
	for (unsigned int i = 0; i < entry->n_initrds; i++)
		append_file(&entry->initrds[i]);
}

/* "TITLE: KERNEL (PARAMETERS) INITRD..."; "!" is after what is not there, "?" after what is
 * unclear. */
static const char *read_menu(const char *menu)
{
	const struct menu_entry_reader reader = { find_file, append_entry, NULL };

	entries[0] = '\0';
	menu_entry_read((struct slice){ (const uint8_t *)menu, strlen(menu) }, &reader);
	return entries;
}

TEST(menu_entry_of_grub)
{
	CHECK_STRING(read_menu("set o='boot=live  toram'\nlinux /not/in/an/entry a\n"
			       "submenu 'more' {\nmenuentry \"Live (a b)\" --class x {\r\n"
			       "\tlinuxefi ($root)/k $o \"l=a b\"\r\n\tinitrd /a /b\n}\n}\n"
			       "menuentry 'Reboot' {\n reboot\n}\n"
			       "menuentry plain {\n  $linux /k2\n  $initrd /xi\n}\nlinux /k3 b\n"),
		     ": /not/in/an/entry (a) | Live (a b): /k (boot=live  toram \"l=a b\") /a /b | "
		     "plain: /k2 () /xi! | : /k3 (b)");
}

TEST(menu_entry_of_the_files_that_are_there)
{
	CHECK_STRING(read_menu("if a; then k=/k1; i=/x1; else k=/kx; i=/i2; fi\n"
			       "menuentry m {\nlinux $k a\ninitrd $i /u\n}\n"),
		     "m: /k1 (a) /i2 /u");
	CHECK_STRING(read_menu("menuentry m {\nif a; then linux /kx a; else linux /k b; fi\n"
			       "initrd /i\n}\nmenuentry n {\nlinux /k1 a\nlinux /k2 b\ninitrd "
			       "/i$u\n}\n"),
		     "m: /k (b) /i | n: /k1 (a) /i?");
}

TEST(menu_entry_of_isolinux)
{
	CHECK_STRING(
		read_menu("DEFAULT a\nLABEL a\n  MENU LABEL Live ^system\n  KERNEL /k\n"
			  "  APPEND initrd=/i,/j boot=casper\nlabel b\n linux /k2\n initrd /i2\n"),
		"Live system: /k (boot=casper) /i /j | b: /k2 () /i2");
}

TEST(menu_entry_inherits_parameters)
{
	CHECK_STRING(read_menu("append initrd=/i a\nlabel 1\n kernel k\nlabel 2\n kernel k\n"
			       " append b\nlabel 3\n append -\n kernel k"),
		     "1: k (a) /i | 2: k (b) | 3: k ()");
}

TEST(menu_entry_of_the_boot_loader_specification)
{
	CHECK_STRING(read_menu("# a comment\noptions archisobasedir=arch\nlinux /k\ninitrd /i\n"
			       "initrd /j\noptions quiet\ntitle Arch Linux\n"),
		     "Arch Linux: /k (archisobasedir=arch quiet) /i /j");
	CHECK_STRING(read_menu("title a\nuki /EFI/a.efi\n"), "a: /EFI/a.efi ()");
}

TEST(menu_entry_of_none)
{
	CHECK_STRING(read_menu(""), "");
	CHECK_STRING(read_menu("hello\nmenu /k\n"), "");
	CHECK_STRING(read_menu("menuentry \"no end"), "");
}
