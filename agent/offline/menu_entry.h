/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The entries of a boot menu: what each choice of it boots, with which kernel parameters.
 */
#pragma once

#include "base/extent.h"
#include "offline/part.h"

enum {
	MENU_ENTRY_TITLE_MAX = 128,	  /* bytes, with the NUL; more is cut */
	MENU_ENTRY_PARAMETERS_MAX = 2048, /* further parameters are left out */
	MENU_ENTRY_INITRDS_MAX = 8,	  /* further initramfs images are left out */
	MENU_ENTRY_PLACE_MAX = 256,
};

/* A file that an entry names. */
struct menu_file {
	char path[PART_VALUE_MAX];	  /* as the menu has it, with variables replaced */
	char place[MENU_ENTRY_PLACE_MAX]; /* its path in the image; "" if it is not there */
	unsigned int volume;		  /* of the place: its number in struct boot_files */
	uint64_t size;			  /* of the file that is there; bytes */
	struct extent part;		  /* of the file, if not all of it: len is not 0 */
	bool unclear;			  /* the path depends on a variable that is set elsewhere */
	unsigned int ordinal;		  /* of its part */
};

struct menu_entry {
	unsigned int group;		  /* of its parts */
	char title[MENU_ENTRY_TITLE_MAX]; /* "" if no choice of the menu has it */
	struct menu_file kernel;
	unsigned int n_initrds;
	struct menu_file initrds[MENU_ENTRY_INITRDS_MAX];
	char parameters[MENU_ENTRY_PARAMETERS_MAX]; /* separated by blanks */
};

struct menu_entry_reader {
	/*
	 * Find the file that a part names: set its place, volume and size. Returns false, with no
	 * place, if it is not there.
	 */
	bool (*find)(void *context, const struct part *part, struct menu_file *ret);
	/* Take an entry. It is overwritten by the next one. */
	void (*take)(void *context, const struct menu_entry *entry);
	void *context;
};

/*
 * Read the entries that boot a kernel, in the order of the menu. If a path has several
 * alternatives, the first one that find() finds counts, or the first.
 */
void menu_entry_read(struct slice text, const struct menu_entry_reader *reader);
