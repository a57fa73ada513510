/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot menus in the tree of an ISO, and all that they boot. Those in the FAT file system of an
 * EFI system partition are not read. A unified kernel image is a menu entry of its own: it has its
 * parameters and its initramfs inside it.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/plan.h"
#include "offline/menu_entry.h"

enum { MENUS_ENTRIES_MAX = 256, MENUS_UKIS_MAX = 8 };

struct menus_entry {
	char menu[PLAN_PATH_MAX]; /* path in the ISO; the first, if several menus have the entry */
	bool is_editable;	  /* pmemboot-remaster can add an archive to it */
	struct menu_entry entry;
};

struct menus {
	bool has_iso;	      /* the image is one */
	unsigned int n_menus; /* that boot a kernel; the same menu copied counts once */
	unsigned int count;
	struct menus_entry *list[MENUS_ENTRIES_MAX];
	unsigned int n_ukis;
	char ukis[MENUS_UKIS_MAX]
		 [PLAN_PATH_MAX]; /* unified kernel images in the tree, up to a number */
	bool cut;		  /* there are more entries or menus than the limits allow */
};

/*
 * Read the menus of an ISO: those in the usual folders, and then all others in folders that are
 * not deep. An entry that several menus have is there once. An image without an ISO has none; what
 * cannot be read is passed over. Returns 0 or -ENOMEM. Free them with menus_free().
 */
must_check int menus_read(struct menus *ret, const struct reader *reader);
void menus_free(struct menus *menus);
