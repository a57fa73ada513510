// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu_boots.h"

#include "base/line.h"
#include "base/text.h"

#include <string.h>

/* Lines for people: the other entries are counted. */
enum { PRINTED_MAX = 5, LINE_MAX_OF_ENTRY = 1024 };

static bool has_only_ukis(const struct menus *menus)
{
	for (unsigned int i = 0; i < menus->count; i++)
		if (!menus->list[i]->is_uki)
			return false;
	return true;
}

/*
 * Why pmemboot-remaster would refuse the image, as far as its tree and its menus show it. It takes
 * an ISO without a root image that pmemboot can mount, too.
 */
static const char *find_refusal(const struct menu_boots *boots, enum failure_code code,
				const char *archive)
{
	if (!boots->menus.files.has_iso)
		return "the image is not an ISO";
	if (code != FAILURE_NONE && code != FAILURE_NO_ROOT_IMAGE && code != FAILURE_AMBIGUOUS &&
	    code != FAILURE_UNSUPPORTED)
		return "the image is damaged";
	if (text_begins(archive, "pmemboot") && text_ends(archive, ".cpio"))
		return "it has pmemboot's archive already";
	if (boots->menus.count == 0)
		return "none of its boot menus boots a kernel";
	if (boots->n_editable == 0 && has_only_ukis(&boots->menus))
		return "only unified kernel images boot, and none of them takes an addon";
	if (boots->n_editable == 0)
		return "no entry of its boot menus has an initramfs that can be added to";
	return NULL;
}

void menu_boots_judge(struct menu_boots *boots, struct initrds *initrds, const struct plan *plan,
		      enum failure_code code, const char *archive)
{
	struct menus *menus = &boots->menus;

	boots->n_editable = 0;
	for (unsigned int i = 0; i < menus->count; i++) {
		boots->list[i].boot = menu_boot_judge(&menus->list[i]->entry, initrds,
						      &menus->files, plan, boots->list[i].why);
		boots->n_editable += menus->list[i]->is_editable;
	}
	boots->no_remaster = find_refusal(boots, code, archive);
}

/* ---- For people ---- */

static void print_entry(const struct menu_boots *boots, unsigned int index, char *line, size_t size)
{
	static const char *const outcomes[] = {
		[MENU_BOOT_PMEMBOOT] = "pmemboot",
		[MENU_BOOT_DRIVERS] = "its own initramfs, which has the drivers",
		[MENU_BOOT_NO_DRIVERS] = "its own initramfs, drivers missing: ",
		[MENU_BOOT_UNKNOWN] = "not known: ",
		[MENU_BOOT_MISSING_FILE] = "nothing, not in the image: ",
		[MENU_BOOT_NO_INITRD] = "without an initramfs",
	};
	const struct menu_entry *entry = &boots->menus.list[index]->entry;

	text_print_cut(line, size, "\"%s\" (%s", entry->title, entry->kernel.path);
	for (unsigned int i = 0; i < entry->n_initrds; i++)
		if (entry->initrds[i].part.len == 0)
			text_append_cut(line, size, " %s", entry->initrds[i].path);
	text_append_cut(line, size, "): %s%s", outcomes[boots->list[index].boot],
			boots->list[index].why);
}

static void print_entries(const struct menu_boots *boots,
			  void (*print_line)(const char *name, const char *line))
{
	const struct menus *menus = &boots->menus;
	unsigned int printed = menus->count > PRINTED_MAX ? PRINTED_MAX - 1 : menus->count;
	char line[LINE_MAX_OF_ENTRY];

	for (unsigned int i = 0; i < printed; i++) {
		print_entry(boots, i, line, sizeof(line));
		print_line(i ? "" : "menu", line);
	}
	if (printed == menus->count)
		return;
	line_print(line, sizeof(line), "and %u%s more entries, which --json lists",
		   menus->count - printed, menus->cut ? " or" : "");
	print_line("", line);
}

void menu_boots_print(const struct menu_boots *boots,
		      void (*print_line)(const char *name, const char *line))
{
	char line[PLAN_PATH_MAX + 128];

	if (!boots->menus.files.has_iso && boots->menus.count == 0)
		return;
	print_entries(boots, print_line);
	for (unsigned int i = 0; i < boots->menus.n_ukis; i++) {
		text_print_cut(line, sizeof(line),
			       "%s is a unified kernel image, which remaster does not change",
			       boots->menus.ukis[i]);
		print_line(boots->menus.count + i ? "" : "menu", line);
	}
	if (boots->no_remaster)
		text_print_cut(line, sizeof(line), "finds nothing to change: %s",
			       boots->no_remaster);
	else
		line_print(line, sizeof(line),
			   "would change %u of %u entries, if there are drivers for their "
			   "kernels",
			   boots->n_editable, boots->menus.count);
	print_line("remaster", line);
}

/* ---- For programs ---- */

/* The file system that has a file: "fat" and where it begins, for an EFI system partition. */
static void write_volume(struct json *j, const struct boot_files *files, unsigned int volume)
{
	json_string(j, "volume", boot_files_type(volume));
	json_u64(j, "volume_offset", boot_files_offset(files, volume));
}

static void write_file(struct json *j, const char *key, const struct boot_files *files,
		       const struct menu_file *file)
{
	json_begin(j, key, '{');
	json_string(j, "path", file->path);
	json_string(j, "place", file->place);
	if (file->place[0])
		write_volume(j, files, file->volume);
	json_bool(j, "missing", !file->place[0] && !file->unclear);
	json_end(j, '}');
}

static void write_entry(struct json *j, const struct menu_boots *boots, unsigned int index)
{
	const struct menus_entry *one = boots->menus.list[index];
	const struct boot_files *files = &boots->menus.files;

	json_begin(j, NULL, '{');
	json_string(j, "menu", one->menu.path);
	write_volume(j, files, one->menu.volume);
	json_string(j, "title", one->entry.title);
	write_file(j, "kernel", files, &one->entry.kernel);
	json_begin(j, "initrds", '[');
	for (unsigned int i = 0; i < one->entry.n_initrds; i++)
		write_file(j, NULL, files, &one->entry.initrds[i]);
	json_end(j, ']');
	json_string(j, "parameters", one->entry.parameters);
	json_string(j, "boots", menu_boot_name(boots->list[index].boot));
	json_string(j, "why", boots->list[index].why);
	json_bool(j, "changeable", !boots->no_remaster && one->is_editable);
	json_end(j, '}');
}

void menu_boots_write(struct json *j, const struct menu_boots *boots)
{
	json_begin(j, "entries", '[');
	for (unsigned int i = 0; i < boots->menus.count; i++)
		write_entry(j, boots, i);
	json_end(j, ']');
	json_begin(j, "ukis", '[');
	for (unsigned int i = 0; i < boots->menus.n_ukis; i++)
		json_string(j, NULL, boots->menus.ukis[i]);
	json_end(j, ']');
	json_bool(j, "entries_cut", boots->menus.cut);
	json_begin(j, "remaster", '{');
	json_bool(j, "possible", !boots->no_remaster);
	json_u64(j, "count", boots->no_remaster ? 0 : boots->n_editable);
	json_string(j, "why_not", boots->no_remaster ? boots->no_remaster : "");
	json_end(j, '}');
}
