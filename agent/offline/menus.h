/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot menus of an image, and all that they boot: those in the tree of an ISO, in its EFI
 * system partitions, and in GRUB programs in both. A unified kernel image is an entry of its own.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/plan.h"
#include "offline/boot_files.h"
#include "offline/menu_entry.h"
#include "offline/menu_search.h"

enum { MENUS_ENTRIES_MAX = 256, MENUS_UKIS_MAX = 8 };

struct menus_entry {
	struct menu_place menu; /* the first, if several menus have the entry */
	bool is_editable;	/* pmemboot-remaster can add an archive or an addon to it */
	bool is_uki;		/* it is a unified kernel image; menu is its place */
	struct menu_entry entry;
};

struct menus {
	struct boot_files files;
	unsigned int n_menus; /* that boot a kernel; the same menu copied counts once */
	unsigned int count;
	struct menus_entry *list[MENUS_ENTRIES_MAX];
	unsigned int n_ukis;
	char ukis[MENUS_UKIS_MAX][PLAN_PATH_MAX]; /* unified kernel images in the ISO's tree, up to
						     a number */
	bool cut; /* there are more entries or menus than the limits allow */
};

/*
 * Read the menus of an image: in the tree of an ISO those in the usual folders, and then all others
 * in folders that are not deep; then those in its EFI system partitions. An entry that several
 * menus have is there once. What cannot be read is passed over. The reader must outlive them.
 * Returns 0 or -ENOMEM. Free them with menus_free().
 */
must_check int menus_read(struct menus *ret, const struct reader *reader,
			  const struct partitions *partitions);
void menus_free(struct menus *menus);
