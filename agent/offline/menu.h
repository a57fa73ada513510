/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot menus: the entries of GRUB's grub.cfg, of isolinux's and syslinux's .cfg, and of the Boot
 * Loader Specification's .conf. Variables are not expanded, and includes are not followed.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum {
	MENU_TITLE_MAX = 128, /* bytes, with the NUL; more is cut, for people only read it */
	MENU_PATH_MAX = 256,  /* of a kernel or initrd; an entry with a longer one is left out */
	MENU_WORDS_MAX = 2048,
	MENU_INITRDS_MAX = 8,
};

enum menu_kind { MENU_UNKNOWN, MENU_GRUB, MENU_SYSLINUX, MENU_LOADER };

struct menu {
	enum menu_kind kind;
	struct slice rest; /* the lines that have not been read */
	struct slice open; /* the title of the entry that the last line began; data NULL: none */
};

struct menu_entry {
	char title[MENU_TITLE_MAX];
	char kernel[MENU_PATH_MAX];	 /* as the menu writes it */
	char parameters[MENU_WORDS_MAX]; /* kernel parameters, separated by spaces */
	unsigned int n_initrds;
	char initrds[MENU_INITRDS_MAX][MENU_PATH_MAX];
};

/* Begin to read a menu, which has to outlive it. Its kind is seen from its lines. */
void menu_open(struct menu *menu, struct slice text);

/* Read the next entry that loads a kernel. Returns 1, or 0 at the end. */
must_check int menu_next(struct menu *menu, struct menu_entry *ret);
