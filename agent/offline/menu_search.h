/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the files are that a boot menu names.
 */
#pragma once

#include "base/attributes.h"
#include "model/plan.h"
#include "offline/boot_files.h"
#include "offline/menu_entry.h"

/* A menu, by its place. */
struct menu_place {
	unsigned int volume;
	char path[PLAN_PATH_MAX];
};

/*
 * Find a file by the name that a menu has: set its place, volume and size. A name begins at the
 * root, or at the folder of the menu or of a menu that includes it, which is one of the folders
 * above. systemd-boot reads nothing but its own partition; GRUB in a partition may search the ISO.
 * Returns false, with no place, if the file is not there.
 */
bool menu_search_file(struct boot_files *files, const struct menu_place *menu, const char *name,
		      struct menu_file *ret);
