/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A boot menu: of which loader it is, and its parts, by the parser of that loader's menus.
 */
#pragma once

#include "offline/part.h"

enum menu_kind { MENU_UNKNOWN, MENU_GRUB, MENU_SYSLINUX, MENU_LOADER_ENTRY, MENU_REFIND };

/* Find out of which loader a menu is, by the keywords that begin its lines. */
enum menu_kind menu_kind_of(struct slice text);

/* Visit the parts of a menu; those of an unknown kind have none. */
void menu_visit(struct slice text, const struct part_visitor *visitor);
