// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu.h"

#include "base/attributes.h"
#include "offline/grub.h"
#include "offline/loader_entry.h"
#include "offline/refind.h"
#include "offline/syslinux.h"

#define BLANKS " \t\r"

static bool begins_with_one_of(struct slice line, const char *const *keywords)
{
	struct slice word = slice_take_word(&line, BLANKS);

	for (; *keywords; keywords++)
		if (slice_equals_caseless(word, *keywords))
			return true;
	return false;
}

static bool has_line_of(struct slice text, const char *const *keywords)
{
	while (text.len > 0)
		if (begins_with_one_of(slice_take_line(&text), keywords))
			return true;
	return false;
}

/* In this order: "if" may begin a line of a help text of syslinux, "linux" one of any menu. */
enum menu_kind menu_kind_of(struct slice text)
{
	static const struct {
		enum menu_kind kind;
		const char *keywords[8];
	} kinds[] = {
		{ MENU_GRUB, { "menuentry", "submenu", "function" } },
		{ MENU_SYSLINUX, { "label", "append", "include" } },
		{ MENU_GRUB, { "set", "insmod", "search", "if", "source", "configfile" } },
		{ MENU_LOADER_ENTRY, { "title", "options", "version", "machine-id", "sort-key" } },
		{ MENU_GRUB, { "boot", "linuxefi", "linux16" } },
		{ MENU_LOADER_ENTRY, { "linux" } },
	};

	static const char *const stanza[] = { "menuentry", NULL }, *const loader[] = { "loader",
										       NULL };

	if (has_line_of(text, stanza) && has_line_of(text, loader))
		return MENU_REFIND;
	for (size_t i = 0; i < array_size(kinds); i++)
		if (has_line_of(text, kinds[i].keywords))
			return kinds[i].kind;
	return MENU_UNKNOWN;
}

void menu_visit(struct slice text, const struct part_visitor *visitor)
{
	switch (menu_kind_of(text)) {
	case MENU_GRUB:
		grub_visit(text, visitor);
		break;
	case MENU_SYSLINUX:
		syslinux_visit(text, visitor);
		break;
	case MENU_LOADER_ENTRY:
		loader_entry_visit(text, visitor);
		break;
	case MENU_REFIND:
		refind_visit(text, visitor);
		break;
	case MENU_UNKNOWN:
		break;
	}
}
