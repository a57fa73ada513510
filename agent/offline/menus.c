// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menus.h"

#include "base/text.h"
#include "parse/iso9660.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* More is not read: of each folder, and of each menu. */
enum { MENUS_FOLDER_MAX = 64, MENUS_SIZE_MAX = 1 << 18, MENUS_ENTRIES_MAX = 256 };

static const char *const folders[] = {
	"boot/grub",	      "boot/grub2",	"boot/grub/x86_64-efi",
	"EFI/BOOT",	      "isolinux",	"boot/isolinux",
	"syslinux",	      "boot/syslinux",	"arch/boot/syslinux",
	"boot/x86_64/loader", "loader/entries",
};

struct look {
	struct iso9660 iso;
	bool (*wanted)(void *context, char *words);
	void *context;
	uint8_t text[MENUS_SIZE_MAX];
	struct menus_entry *ret;
};

/* Returns whether an entry of the menu is wanted. */
static bool look_into_menu(struct look *look, const struct iso9660_entry *file)
{
	char words[MENU_WORDS_MAX];
	unsigned int n = 0;
	struct menu menu;

	if (file->size > sizeof(look->text) ||
	    iso9660_read(&look->iso, file, 0, look->text, (size_t)file->size) < 0)
		return false;
	menu_open(&menu, (struct slice){ look->text, (size_t)file->size });
	while (n++ < MENUS_ENTRIES_MAX && menu_next(&menu, &look->ret->entry) > 0) {
		memcpy(words, look->ret->entry.parameters, sizeof(words));
		if (look->wanted(look->context, words))
			return true;
	}
	return false;
}

static bool look_into_folder(struct look *look, const char *folder)
{
	struct iso9660_directory directory;
	struct iso9660_entry file;
	unsigned int n = 0;

	if (iso9660_list_path(&look->iso, folder, &directory) < 0)
		return false;
	while (n < MENUS_FOLDER_MAX && iso9660_next(&directory, &file) > 0) {
		if (file.type != ISO9660_FILE ||
		    !(text_ends(file.name, ".cfg") || text_ends(file.name, ".conf")) ||
		    text_print(look->ret->path, sizeof(look->ret->path), "%s/%s", folder,
			       file.name) < 0)
			continue;
		n++;
		if (look_into_menu(look, &file))
			return true;
	}
	return false;
}

int menus_find(const struct reader *reader, bool (*wanted)(void *context, char *words),
	       void *context, struct menus_entry *ret)
{
	cleanup_free struct look *look = calloc(1, sizeof(*look));

	if (!look || iso9660_open(&look->iso, reader) < 0)
		return -ENOENT;
	look->wanted = wanted;
	look->context = context;
	look->ret = ret;
	for (size_t i = 0; i < array_size(folders); i++)
		if (look_into_folder(look, folders[i]))
			return 0;
	return -ENOENT;
}
