// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu_boot.h"

#include "base/text.h"
#include "config/config_parse.h"
#include "parse/cmdline.h"

#include <string.h>

/* Does the kernel start pmemboot, or the initramfs use it, with these parameters? */
static bool asks_for_pmemboot(const char *parameters, enum initrd_way way)
{
	char text[MENU_ENTRY_PARAMETERS_MAX], *rest = text;
	struct cmdline_parameter word;

	if (way == INITRD_STANDALONE)
		return true;
	text_copy_cut(text, sizeof(text), parameters);
	while (cmdline_next(&rest, &word)) {
		if (!word.value)
			continue;
		if (way == INITRD_APPEND && strcmp(word.name, "rdinit") == 0 &&
		    strcmp(word.value, "/pmemboot/init") == 0)
			return true;
		if (way == INITRD_MODULE && strcmp(word.name, CONFIG_PREFIX "root") == 0)
			return true;
	}
	return false;
}

/* Print the files that are not in the image. */
static bool find_missing(const struct menu_entry *entry, char *why)
{
	const struct menu_file *file = &entry->kernel;

	why[0] = '\0';
	for (unsigned int i = 0; i <= entry->n_initrds; file = &entry->initrds[i++])
		if (!file->place[0] && !file->unclear)
			text_append_cut(why, MENU_BOOT_TEXT_MAX, "%s%s", why[0] ? " " : "",
					file->path);
	return why[0] != '\0';
}

/* Read and join all images of the entry. Returns false and why, if one cannot be read. */
static bool read_initrds(const struct menu_entry *entry, struct initrds *initrds,
			 struct boot_files *files, const struct plan *plan, struct initrd *joined,
			 char *why)
{
	why[0] = '\0';
	for (unsigned int i = 0; i < entry->n_initrds; i++) {
		const struct menu_file *file = &entry->initrds[i];
		struct initrd one = { .why_not = "the path of an initramfs depends on variables" };

		if (file->place[0])
			initrds_read(initrds, files, plan, file, &one);
		if (!one.is_read)
			text_print_cut(why, MENU_BOOT_TEXT_MAX, "%s%s%s", file->path,
				       file->path[0] ? ": " : "", one.why_not);
		if (i == 0)
			*joined = one;
		else
			initrd_join(joined, &one);
	}
	return why[0] == '\0';
}

enum menu_boot menu_boot_judge(const struct menu_entry *entry, struct initrds *initrds,
			       struct boot_files *files, const struct plan *plan, char *why)
{
	struct initrd joined;
	bool is_read;

	if (find_missing(entry, why))
		return MENU_BOOT_MISSING_FILE;
	if (entry->n_initrds == 0)
		return MENU_BOOT_NO_INITRD;
	is_read = read_initrds(entry, initrds, files, plan, &joined, why);
	if (!is_read && (!joined.is_read || joined.missing[0]))
		return MENU_BOOT_UNKNOWN;
	text_copy_cut(why, MENU_BOOT_TEXT_MAX, joined.missing);
	if (joined.missing[0])
		return MENU_BOOT_NO_DRIVERS;
	return asks_for_pmemboot(entry->parameters, joined.way) ? MENU_BOOT_PMEMBOOT
								: MENU_BOOT_DRIVERS;
}

const char *menu_boot_name(enum menu_boot boot)
{
	static const char *const names[] = {
		[MENU_BOOT_PMEMBOOT] = "pmemboot",
		[MENU_BOOT_DRIVERS] = "own-with-drivers",
		[MENU_BOOT_NO_DRIVERS] = "own-without-drivers",
		[MENU_BOOT_UNKNOWN] = "unknown",
		[MENU_BOOT_MISSING_FILE] = "missing-file",
		[MENU_BOOT_NO_INITRD] = "no-initrd",
	};

	return names[boot];
}
