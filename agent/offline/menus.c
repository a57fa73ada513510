// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menus.h"

#include "base/text.h"
#include "offline/edit.h"
#include "offline/grub_image.h"
#include "offline/uki.h"
#include "parse/pe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* More is not read: menus, bytes of each, levels of folders, and names in all of these. */
enum { FILES_MAX = 256, MENU_SIZE_MAX = 1 << 18, DEPTH_MAX = 4, NAMES_MAX = 50000 };

/* EFI programs whose first bytes are read; those of GRUB that are read to the end, and how much. */
enum { PROGRAMS_MAX = 256, GRUB_PROGRAMS_MAX = 8, GRUB_PROGRAM_SIZE_MAX = 1 << 25 };

/* The usual folders, which are read first. */
static const char *const folders[] = {
	"boot/grub",	      "boot/grub2",	"boot/grub/x86_64-efi",
	"EFI/BOOT",	      "isolinux",	"boot/isolinux",
	"syslinux",	      "boot/syslinux",	"arch/boot/syslinux",
	"boot/x86_64/loader", "loader/entries",
};

struct walk {
	struct menus *ret;
	struct menu_place place; /* of the folder, then of the menu in it */
	unsigned int n_files, n_names, n_programs, n_grub_programs;
	bool is_fixed; /* the menu is part of a signed program */
	bool is_new;   /* the menu has an entry that no menu before it had */
	bool no_memory;
	struct slice text;
	uint8_t buf[MENU_SIZE_MAX];
};

/* ---- Entries ---- */

static bool find_file(void *context, const struct part *part, struct menu_file *ret)
{
	struct walk *walk = context;

	return !walk->ret->cut &&
	       menu_search_file(&walk->ret->files, &walk->place, part->value, ret);
}

/* The files of an EFI system partition may be in the ISO or in another partition, too. */
static bool is_same_file(const struct menu_file *a, const struct menu_file *b)
{
	if (!a->place[0] || !b->place[0])
		return !a->place[0] && !b->place[0] && strcmp(a->path, b->path) == 0;
	return strcasecmp(a->place, b->place) == 0 && a->size == b->size;
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

static void keep_entry(struct walk *walk, const struct menu_entry *entry, bool editable,
		       bool is_uki)
{
	struct menus *menus = walk->ret;
	struct menus_entry *kept;

	if (menus->cut)
		return;
	for (unsigned int i = 0; i < menus->count; i++)
		if (is_same(&menus->list[i]->entry, entry)) {
			menus->list[i]->is_editable |= editable;
			return;
		}
	if (menus->count == MENUS_ENTRIES_MAX) {
		menus->cut = true;
		return;
	}
	kept = malloc(sizeof(*kept));
	if (!kept) {
		walk->no_memory = true;
		return;
	}
	*kept = (struct menus_entry){ walk->place, editable, is_uki, *entry };
	menus->list[menus->count++] = kept;
	walk->is_new = true;
}

/* What an entry boots may be a unified kernel image, whose parameters the entry may replace. */
static void complete_entry(struct walk *walk, struct menu_entry *entry)
{
	struct boot_files *files = &walk->ret->files;
	struct boot_file file;
	struct uki uki;

	if (entry->n_initrds > 0 || !entry->kernel.place[0] ||
	    boot_files_lookup(files, entry->kernel.volume, entry->kernel.place, &file) < 0 ||
	    uki_read_file(files, &file, entry->kernel.place, &uki) < 0)
		return;
	entry->n_initrds = uki.entry.n_initrds;
	memcpy(entry->initrds, uki.entry.initrds, sizeof(entry->initrds));
	if (!entry->parameters[0])
		text_copy_cut(entry->parameters, sizeof(entry->parameters), uki.entry.parameters);
}

static void take_entry(void *context, const struct menu_entry *entry)
{
	struct walk *walk = context;
	struct menu_entry whole = *entry;

	complete_entry(walk, &whole);
	keep_entry(walk, &whole, !walk->is_fixed && is_editable(walk, entry), false);
}

/* ---- Menus ---- */

static bool has_suffix(const char *name, const char *suffix)
{
	size_t len = strlen(name), suffix_len = strlen(suffix);

	return len > suffix_len && strcasecmp(name + len - suffix_len, suffix) == 0;
}

/* By its name. pmemboot-remaster takes the same for menus, but for rEFInd's. */
static bool is_menu(const char *folder, const char *name)
{
	static const char *const configurations[] = { "syslinux.conf", "extlinux.conf",
						      "isolinux.conf", "refind.conf" };

	if (has_suffix(name, ".cfg") ||
	    (has_suffix(name, ".conf") && has_suffix(folder, "/entries")))
		return true;
	for (size_t i = 0; i < array_size(configurations); i++)
		if (strcasecmp(name, configurations[i]) == 0)
			return true;
	return false;
}

/* Read the menu in walk->text. */
static void read_text(struct walk *walk)
{
	const struct menu_entry_reader reader = { find_file, take_entry, walk };

	walk->is_new = false;
	menu_entry_read(walk->text, &reader);
	walk->ret->n_menus += walk->is_new;
}

static void read_menu(struct walk *walk, struct boot_file *file)
{
	if (file->size > sizeof(walk->buf))
		return;
	if (walk->n_files++ >= FILES_MAX) {
		walk->ret->cut = true;
		return;
	}
	if (boot_files_read(&walk->ret->files, file, 0, walk->buf, (size_t)file->size) < 0)
		return;
	walk->text = (struct slice){ walk->buf, (size_t)file->size };
	walk->is_fixed = false;
	read_text(walk);
}

/* ---- EFI programs ---- */

/* A unified kernel image. pmemboot-remaster can put an addon beside it in a FAT. */
static void take_uki(struct walk *walk, const struct uki *uki)
{
	struct menus *menus = walk->ret;
	bool in_iso = walk->place.volume == BOOT_FILES_ISO;

	if (in_iso && menus->n_ukis < MENUS_UKIS_MAX)
		text_copy_cut(menus->ukis[menus->n_ukis++], PLAN_PATH_MAX, walk->place.path);
	keep_entry(walk, &uki->entry, !in_iso && uki->stub >= UKI_STUB_WITH_ADDON, true);
}

/* The menu of a GRUB program, whose sections end before the byte end. */
static void read_grub_program(struct walk *walk, struct boot_file *file, uint64_t end)
{
	size_t len = file->size < end ? (size_t)file->size : (size_t)end;
	cleanup_free uint8_t *bytes = NULL;
	struct slice menu;

	if (len > GRUB_PROGRAM_SIZE_MAX || walk->n_grub_programs++ >= GRUB_PROGRAMS_MAX)
		return;
	bytes = malloc(len);
	if (!bytes || boot_files_read(&walk->ret->files, file, 0, bytes, len) < 0 ||
	    grub_image_menu((struct slice){ bytes, len }, &menu) < 0 || menu.len > MENU_SIZE_MAX)
		return;
	walk->text = menu;
	walk->is_fixed = pe_is_signed((struct slice){ bytes, len });
	read_text(walk);
}

static void look_at_program(struct walk *walk, struct boot_file *file)
{
	uint8_t bytes[PE_HEAD_MAX];
	size_t len = file->size < sizeof(bytes) ? (size_t)file->size : sizeof(bytes);
	struct slice head = { bytes, len };
	struct pe_section section;
	struct uki uki;

	if (walk->n_programs++ >= PROGRAMS_MAX ||
	    boot_files_read(&walk->ret->files, file, 0, bytes, len) < 0)
		return;
	if (uki_read(&walk->ret->files, file, walk->place.path, head, &uki) == 0)
		take_uki(walk, &uki);
	else if (pe_find_section(head, "mods", &section) == 0)
		read_grub_program(walk, file, (uint64_t)section.offset + section.size);
}

/* ---- Folders ---- */

static bool is_usual(const char *folder)
{
	for (size_t i = 0; i < array_size(folders); i++)
		if (strcmp(folder, folders[i]) == 0)
			return true;
	return false;
}

/* Was the folder read with the usual ones, before the others? */
static bool was_read(const struct walk *walk, unsigned int depth)
{
	return depth > 0 && walk->place.volume == BOOT_FILES_ISO && is_usual(walk->place.path);
}

static void look_at_file(struct walk *walk, const char *folder, struct boot_file *file)
{
	if (is_menu(folder, file->name))
		read_menu(walk, file);
	else if (has_suffix(file->name, ".efi"))
		look_at_program(walk, file);
}

/* Read the menus in the folder walk->place, and in the folders in it down to a depth. */
static void read_folder(struct walk *walk, const struct boot_file *folder, unsigned int depth)
{
	char *place = walk->place.path, path[PLAN_PATH_MAX];
	bool reads = !was_read(walk, depth);
	struct boot_folder children;
	struct boot_file child;

	text_copy_cut(path, sizeof(path), place);
	if (boot_files_list(&walk->ret->files, folder, &children) < 0)
		return;
	while (walk->n_names++ < NAMES_MAX && boot_files_next(&children, &child) > 0) {
		bool fits = text_append(place, PLAN_PATH_MAX, "%s%s", path[0] ? "/" : "",
					child.name) == 0;

		if (child.is_directory && fits && depth > 1)
			read_folder(walk, &child, depth - 1);
		else if (!child.is_directory && fits && reads)
			look_at_file(walk, path, &child);
		text_copy_cut(place, PLAN_PATH_MAX, path);
	}
}

static void read_folder_at(struct walk *walk, unsigned int volume, const char *path,
			   unsigned int depth)
{
	struct boot_file folder;

	walk->place.volume = volume;
	text_copy_cut(walk->place.path, sizeof(walk->place.path), path);
	if (boot_files_lookup(&walk->ret->files, volume, path, &folder) == 0)
		read_folder(walk, &folder, depth);
}

int menus_read(struct menus *ret, const struct reader *reader, const struct partitions *partitions)
{
	cleanup_free struct walk *walk = calloc(1, sizeof(*walk));

	memset(ret, 0, sizeof(*ret));
	if (!walk)
		return -ENOMEM;
	boot_files_open(&ret->files, reader, partitions);
	walk->ret = ret;
	for (size_t i = 0; i < array_size(folders); i++)
		read_folder_at(walk, BOOT_FILES_ISO, folders[i], 0);
	read_folder_at(walk, BOOT_FILES_ISO, "", DEPTH_MAX);
	for (unsigned int volume = 1; volume <= ret->files.n_fats; volume++)
		read_folder_at(walk, volume, "", DEPTH_MAX);
	return walk->no_memory ? -ENOMEM : 0;
}

void menus_free(struct menus *menus)
{
	for (unsigned int i = 0; i < menus->count; i++)
		free(menus->list[i]);
	menus->count = 0;
}
