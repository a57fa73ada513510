/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the entries of an image's boot menus do if the image is booted from persistent memory, and
 * what pmemboot-remaster would do with them.
 */
#pragma once

#include "base/json.h"
#include "offline/menu_boot.h"
#include "offline/menus.h"

struct menu_boots {
	struct menus menus;
	struct {
		enum menu_boot boot;
		char why[MENU_BOOT_TEXT_MAX];
	} list[MENUS_ENTRIES_MAX]; /* for each entry of menus.list */
	unsigned int n_editable;   /* entries that pmemboot-remaster would change */
	const char *no_remaster;   /* why it would refuse the image; or NULL */
};

/*
 * Judge all entries in boots->menus, which is filled in. code is why there is no plan, or
 * FAILURE_NONE; archive is the path of pmemboot's archive in the image, or "".
 */
void menu_boots_judge(struct menu_boots *boots, struct initrds *initrds, const struct plan *plan,
		      enum failure_code code, const char *archive);

/*
 * Print them, if the image is an ISO or has any: each line by print_line(), the first of its kind
 * with a name.
 */
void menu_boots_print(const struct menu_boots *boots,
		      void (*print_line)(const char *name, const char *line));

/* Write them as the members "entries" and "remaster". */
void menu_boots_write(struct json *j, const struct menu_boots *boots);
