/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot menus of an ISO: what they tell the live scripts.
 */
#pragma once

#include "base/reader.h"
#include "model/plan.h"
#include "offline/menu.h"

struct menus_entry {
	char path[PLAN_PATH_MAX]; /* of the menu in the ISO */
	struct menu_entry entry;
};

/*
 * Find the first entry of the ISO's menus whose parameters wanted() accepts: it gets a copy of them
 * that it may change. The menus are those in the usual folders, up to a number; what cannot be read
 * is passed over. Returns 0, or -ENOENT.
 */
must_check int menus_find(const struct reader *reader, bool (*wanted)(void *context, char *words),
			  void *context, struct menus_entry *ret);
