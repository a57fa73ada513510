// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu_search.h"

#include "base/text.h"

#include <string.h>

/* Cut the last name off a path. */
static void leave_folder(char *path)
{
	char *slash = strrchr(path, '/');

	*(slash ? slash : path) = '\0';
}

/* Resolve "." and ".." in a path; ret is of MENU_ENTRY_PLACE_MAX bytes. False if it is too long. */
static bool resolve_dots(const char *path, char *ret)
{
	ret[0] = '\0';
	for (path += strspn(path, "/"); *path; path += strspn(path, "/")) {
		int len = (int)strcspn(path, "/");

		if (len == 2 && path[0] == '.' && path[1] == '.')
			leave_folder(ret);
		else if ((len != 1 || path[0] != '.') &&
			 text_append(ret, MENU_ENTRY_PLACE_MAX, "%s%.*s", ret[0] ? "/" : "", len,
				     path) < 0)
			return false;
		path += len;
	}
	return ret[0] != '\0';
}

static bool is_there(struct boot_files *files, unsigned int volume, const char *path,
		     struct menu_file *ret)
{
	struct boot_file file;

	if (!resolve_dots(path, ret->place) ||
	    boot_files_lookup(files, volume, ret->place, &file) < 0 || file.is_directory)
		return false;
	ret->volume = volume;
	ret->size = file.size;
	return true;
}

static bool search_volume(struct boot_files *files, const struct menu_place *menu,
			  unsigned int volume, const char *name, struct menu_file *ret)
{
	char folder[PLAN_PATH_MAX], path[PLAN_PATH_MAX + PART_VALUE_MAX];

	if (*name == '/')
		return is_there(files, volume, name, ret);
	if (text_begins(name, "$prefix/"))
		name += strlen("$prefix/");
	text_copy_cut(folder, sizeof(folder), menu->path);
	while (folder[0]) {
		leave_folder(folder);
		if (text_print(path, sizeof(path), "%s/%s", folder, name) == 0 &&
		    is_there(files, volume, path, ret))
			return true;
	}
	return false;
}

static bool is_loader_entry(const char *path)
{
	const char *slash = strrchr(path, '/');
	static const char folder[] = "/entries";

	return slash && slash - path >= (int)sizeof(folder) - 1 &&
	       strncasecmp(slash - (sizeof(folder) - 1), folder, sizeof(folder) - 1) == 0;
}

bool menu_search_file(struct boot_files *files, const struct menu_place *menu, const char *name,
		      struct menu_file *ret)
{
	if ((menu->volume == BOOT_FILES_ISO || !is_loader_entry(menu->path)) &&
	    search_volume(files, menu, BOOT_FILES_ISO, name, ret))
		return true;
	if (menu->volume != BOOT_FILES_ISO && search_volume(files, menu, menu->volume, name, ret))
		return true;
	ret->place[0] = '\0';
	return false;
}
