// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/uki.h"

#include "base/number.h"
#include "base/text.h"
#include "parse/pe.h"

#include <errno.h>
#include <string.h>

enum { TEXT_MAX = 4096 };

struct image {
	struct boot_files *files;
	struct boot_file *file;
	struct slice head;
};

/* Read the text in a section. Returns its length, 0 if there is none or it is too long. */
static size_t read_text(const struct image *image, const char *section, char ret[TEXT_MAX])
{
	struct pe_section place;
	struct slice text = { (const uint8_t *)ret, 0 };

	if (pe_find_section(image->head, section, &place) < 0)
		return 0;
	if (place.size < TEXT_MAX &&
	    boot_files_read(image->files, image->file, place.offset, ret, place.size) == 0)
		text.len = place.size;
	text = slice_take_until(&text, '\0');
	ret[text.len] = '\0';
	return text.len;
}

static void take_parameters(const struct image *image, struct menu_entry *entry)
{
	char text[TEXT_MAX], *rest = text;
	char *parameters = entry->parameters;

	if (read_text(image, ".cmdline", text) == 0)
		return;
	for (char *word; (word = strsep(&rest, " \t\r\n"));)
		if (word[0])
			text_append_cut(parameters, sizeof(entry->parameters), "%s%s",
					parameters[0] ? " " : "", word);
}

/* The part of a file that is its initramfs. */
static void take_initrd(const struct image *image, const char *path, struct menu_entry *entry)
{
	struct menu_file *initrd = &entry->initrds[entry->n_initrds];
	struct pe_section place;

	if (entry->n_initrds == MENU_ENTRY_INITRDS_MAX ||
	    pe_find_section(image->head, ".initrd", &place) < 0 || place.size == 0 ||
	    place.offset > image->file->size || place.size > image->file->size - place.offset)
		return;
	*initrd = (struct menu_file){ .volume = image->file->volume,
				      .part = { place.offset, place.size } };
	text_print_cut(initrd->path, sizeof(initrd->path), "%s:.initrd", path);
	text_copy_cut(initrd->place, sizeof(initrd->place), path);
	entry->n_initrds++;
}

/* PRETTY_NAME of os-release(5), without its quotes. */
static void take_title(const struct image *image, struct menu_entry *entry)
{
	static const char key[] = "PRETTY_NAME=";
	char text[TEXT_MAX];
	struct slice rest = { (const uint8_t *)text, read_text(image, ".osrel", text) };

	while (rest.len > 0) {
		struct slice line = slice_take_line(&rest);

		if (!slice_matches(line, 0, key, sizeof(key) - 1))
			continue;
		line = slice_trim(slice_sub(line, sizeof(key) - 1, line.len - sizeof(key) + 1),
				  "\"'\r");
		text_print_cut(entry->title, sizeof(entry->title), "%.*s", (int)line.len,
			       (const char *)line.data);
		return;
	}
}

/* "#### LoaderInfo: systemd-stub 257.9-1 ####" */
static unsigned int read_stub_version(const struct image *image)
{
	static const char name[] = "systemd-stub ";
	char text[TEXT_MAX], *at;
	struct slice digits;
	uint64_t version;

	at = read_text(image, ".sdmagic", text) ? strstr(text, name) : NULL;
	if (!at)
		return 0;
	at += sizeof(name) - 1;
	digits = (struct slice){ (const uint8_t *)at, strlen(at) };
	return number_take(&digits, 10, UINT16_MAX, &version) < 0 ? 0 : (unsigned int)version;
}

static void take_addon(struct boot_files *files, struct boot_file *file, const char *path,
		       struct uki *uki)
{
	uint8_t head[PE_HEAD_MAX];
	size_t len = file->size < sizeof(head) ? (size_t)file->size : sizeof(head);
	const struct image image = { files, file, { head, len } };

	if (boot_files_read(files, file, 0, head, len) < 0)
		return;
	take_parameters(&image, &uki->entry);
	if (uki->stub >= UKI_STUB_WITH_ADDON)
		take_initrd(&image, path, &uki->entry);
}

static bool is_addon(const struct boot_file *file)
{
	static const char suffix[] = ".addon.efi";
	size_t len = strlen(file->name);

	return !file->is_directory && len > sizeof(suffix) - 1 &&
	       strcasecmp(file->name + len - (sizeof(suffix) - 1), suffix) == 0;
}

static void take_addons(struct boot_files *files, unsigned int volume, const char *path,
			struct uki *uki)
{
	char place[MENU_ENTRY_PLACE_MAX];
	struct boot_file file;
	struct boot_folder folder;
	unsigned int n = 0;

	if (text_print(place, sizeof(place), "%s.extra.d", path) < 0 ||
	    boot_files_lookup(files, volume, place, &file) < 0 ||
	    boot_files_list(files, &file, &folder) < 0)
		return;
	while (n < UKI_ADDONS_MAX && boot_files_next(&folder, &file) > 0) {
		if (!is_addon(&file))
			continue;
		n++;
		if (text_print(place, sizeof(place), "%s.extra.d/%s", path, file.name) == 0)
			take_addon(files, &file, place, uki);
	}
}

int uki_read(struct boot_files *files, struct boot_file *file, const char *path, struct slice head,
	     struct uki *ret)
{
	const struct image image = { files, file, head };
	struct pe_section kernel;
	int r = pe_find_section(head, ".linux", &kernel);

	if (r < 0)
		return -ENOENT;
	*ret = (struct uki){ .stub = read_stub_version(&image) };
	ret->entry.kernel = (struct menu_file){ .volume = file->volume, .size = file->size };
	text_copy_cut(ret->entry.kernel.path, sizeof(ret->entry.kernel.path), path);
	text_copy_cut(ret->entry.kernel.place, sizeof(ret->entry.kernel.place), path);
	take_title(&image, &ret->entry);
	take_parameters(&image, &ret->entry);
	take_initrd(&image, path, &ret->entry);
	if (file->volume != BOOT_FILES_ISO && ret->stub > 0)
		take_addons(files, file->volume, path, ret);
	return 0;
}

int uki_read_file(struct boot_files *files, struct boot_file *file, const char *path,
		  struct uki *ret)
{
	uint8_t head[PE_HEAD_MAX];
	size_t len = file->size < sizeof(head) ? (size_t)file->size : sizeof(head);
	int r = boot_files_read(files, file, 0, head, len);

	return r < 0 ? -ENOENT : uki_read(files, file, path, (struct slice){ head, len }, ret);
}
