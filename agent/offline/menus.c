// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menus.h"

#include "base/text.h"
#include "offline/edit.h"
#include "parse/iso9660.h"
#include "parse/pe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* More is not read: menus, bytes of each, levels of folders, and names in all of these. */
enum { FILES_MAX = 256, MENU_SIZE_MAX = 1 << 18, DEPTH_MAX = 4, NAMES_MAX = 50000 };

/* The usual folders, which are read first. */
static const char *const folders[] = {
	"boot/grub",	      "boot/grub2",	"boot/grub/x86_64-efi",
	"EFI/BOOT",	      "isolinux",	"boot/isolinux",
	"syslinux",	      "boot/syslinux",	"arch/boot/syslinux",
	"boot/x86_64/loader", "loader/entries",
};

struct walk {
	struct iso9660 iso;
	struct menus *ret;
	char path[PLAN_PATH_MAX]; /* of the folder, then of the menu in it */
	unsigned int files, names;
	bool is_new; /* the menu has an entry that no menu before it had */
	bool no_memory;
	struct slice text;
	uint8_t buf[MENU_SIZE_MAX];
};

/* ---- Paths ---- */

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

static bool is_there(struct walk *walk, const char *path, char *ret)
{
	struct iso9660_entry file;

	return resolve_dots(path, ret) && iso9660_lookup_file(&walk->iso, ret, &file) == 0;
}

/*
 * A path begins at the top, or at the folder of the menu or of a menu that includes it, which is
 * one of the folders above.
 */
static bool find_file(void *context, const struct part *part, char *ret)
{
	struct walk *walk = context;
	char folder[PLAN_PATH_MAX], path[PLAN_PATH_MAX + PART_VALUE_MAX];
	const char *name = part->value;

	if (walk->ret->cut)
		return false;
	if (*name == '/')
		return is_there(walk, name, ret);
	if (text_begins(name, "$prefix/"))
		name += strlen("$prefix/");
	text_copy_cut(folder, sizeof(folder), walk->path);
	while (folder[0]) {
		leave_folder(folder);
		if (text_print(path, sizeof(path), "%s/%s", folder, name) == 0 &&
		    is_there(walk, path, ret))
			return true;
	}
	return false;
}

/* ---- Entries ---- */

static bool is_same_file(const struct menu_file *a, const struct menu_file *b)
{
	return strcmp(a->place, b->place) == 0 && (a->place[0] || strcmp(a->path, b->path) == 0);
}

static bool is_same(const struct menu_entry *a, const struct menu_entry *b)
{
	if (a->n_initrds != b->n_initrds || !is_same_file(&a->kernel, &b->kernel) ||
	    strcmp(a->title, b->title) != 0 || strcmp(a->parameters, b->parameters) != 0)
		return false;
	for (unsigned int i = 0; i < a->n_initrds; i++)
		if (!is_same_file(&a->initrds[i], &b->initrds[i]))
			return false;
	return true;
}

struct comparison {
	struct slice text;
	size_t len;
	bool differs;
};

static void compare_bytes(void *context, const void *bytes, size_t len)
{
	struct comparison *comparison = context;

	if (!slice_matches(comparison->text, comparison->len, bytes, len))
		comparison->differs = true;
	comparison->len += len;
}

/* Would pmemboot-remaster find a place for its archive in the entry? Its edit is tried. */
static bool is_editable(const struct walk *walk, const struct menu_entry *entry)
{
	const struct edit_archive archive = { entry->group, "/pmemboot.cpio" };
	const struct edit edit = { .archives = &archive, .n_archives = 1, .add = "", .remove = "" };
	struct comparison comparison = { .text = walk->text };

	for (unsigned int i = 0; i < entry->n_initrds; i++)
		if (!entry->initrds[i].place[0] && !entry->initrds[i].unclear)
			return false;
	edit_write(walk->text, &edit, compare_bytes, &comparison);
	return comparison.differs;
}

static void keep_entry(void *context, const struct menu_entry *entry)
{
	struct walk *walk = context;
	struct menus *menus = walk->ret;
	struct menus_entry *kept;

	if (menus->cut)
		return;
	for (unsigned int i = 0; i < menus->count; i++)
		if (is_same(&menus->list[i]->entry, entry))
			return;
	if (menus->count == MENUS_ENTRIES_MAX) {
		menus->cut = true;
		return;
	}
	kept = malloc(sizeof(*kept));
	if (!kept) {
		walk->no_memory = true;
		return;
	}
	kept->entry = *entry;
	kept->is_editable = is_editable(walk, entry);
	text_copy_cut(kept->menu, sizeof(kept->menu), walk->path);
	menus->list[menus->count++] = kept;
	walk->is_new = true;
}

/* ---- Menus ---- */

static bool has_suffix(const char *name, const char *suffix)
{
	size_t len = strlen(name), suffix_len = strlen(suffix);

	return len > suffix_len && strcasecmp(name + len - suffix_len, suffix) == 0;
}

/* By its name. pmemboot-remaster takes the same for menus. */
static bool is_menu(const char *folder, const char *name)
{
	static const char *const configurations[] = { "syslinux.conf", "extlinux.conf",
						      "isolinux.conf" };

	if (has_suffix(name, ".cfg") ||
	    (has_suffix(name, ".conf") && text_ends(folder, "/entries")))
		return true;
	for (size_t i = 0; i < array_size(configurations); i++)
		if (strcasecmp(name, configurations[i]) == 0)
			return true;
	return false;
}

static void read_menu(struct walk *walk, const struct iso9660_entry *file)
{
	const struct menu_entry_reader reader = { find_file, keep_entry, walk };

	if (file->size > sizeof(walk->buf))
		return;
	if (walk->files++ >= FILES_MAX) {
		walk->ret->cut = true;
		return;
	}
	if (iso9660_read(&walk->iso, file, 0, walk->buf, (size_t)file->size) < 0)
		return;
	walk->text = (struct slice){ walk->buf, (size_t)file->size };
	walk->is_new = false;
	menu_entry_read(walk->text, &reader);
	walk->ret->n_menus += walk->is_new;
}

/* Keep the path of a unified kernel image. */
static void look_at_program(struct walk *walk, const struct iso9660_entry *file)
{
	struct menus *menus = walk->ret;
	struct pe_section section;
	uint8_t head[PE_HEAD_MAX];
	size_t len = file->size < sizeof(head) ? (size_t)file->size : sizeof(head);

	if (menus->n_ukis < MENUS_UKIS_MAX && iso9660_read(&walk->iso, file, 0, head, len) == 0 &&
	    pe_find_section((struct slice){ head, len }, ".linux", &section) == 0)
		text_copy_cut(menus->ukis[menus->n_ukis++], PLAN_PATH_MAX, walk->path);
}

static bool is_usual(const char *folder)
{
	for (size_t i = 0; i < array_size(folders); i++)
		if (strcmp(folder, folders[i]) == 0)
			return true;
	return false;
}

/* Read the menus in the folder walk->path, and in the folders in it down to a depth. */
static void read_folder(struct walk *walk, const struct iso9660_entry *folder, unsigned int depth)
{
	struct iso9660_directory directory;
	struct iso9660_entry child;
	char path[PLAN_PATH_MAX];
	bool reads = depth == 0 || !is_usual(walk->path);

	text_copy_cut(path, sizeof(path), walk->path);
	if (iso9660_list(&walk->iso, folder, &directory) < 0)
		return;
	while (walk->names++ < NAMES_MAX && iso9660_next(&directory, &child) > 0) {
		if (text_append(walk->path, sizeof(walk->path), "%s%s", path[0] ? "/" : "",
				child.name) < 0)
			continue;
		if (child.type == ISO9660_FILE && reads && is_menu(path, child.name))
			read_menu(walk, &child);
		else if (child.type == ISO9660_FILE && reads && has_suffix(child.name, ".efi"))
			look_at_program(walk, &child);
		else if (child.type == ISO9660_DIRECTORY && depth > 1)
			read_folder(walk, &child, depth - 1);
		walk->path[strlen(path)] = '\0';
	}
}

static void read_folder_at(struct walk *walk, const char *path, unsigned int depth)
{
	struct iso9660_entry folder;

	text_copy_cut(walk->path, sizeof(walk->path), path);
	if (iso9660_lookup(&walk->iso, path, &folder) == 0)
		read_folder(walk, &folder, depth);
}

int menus_read(struct menus *ret, const struct reader *reader)
{
	cleanup_free struct walk *walk = calloc(1, sizeof(*walk));

	*ret = (struct menus){ 0 };
	if (!walk)
		return -ENOMEM;
	if (iso9660_open(&walk->iso, reader) < 0)
		return 0;
	walk->ret = ret;
	ret->has_iso = true;
	for (size_t i = 0; i < array_size(folders); i++)
		read_folder_at(walk, folders[i], 0);
	read_folder_at(walk, "", DEPTH_MAX);
	return walk->no_memory ? -ENOMEM : 0;
}

void menus_free(struct menus *menus)
{
	for (unsigned int i = 0; i < menus->count; i++)
		free(menus->list[i]);
	menus->count = 0;
}
