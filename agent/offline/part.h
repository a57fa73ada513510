/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of a boot menu that matter for a boot, as the parsers of GRUB's, syslinux's, rEFInd's
 * and the Boot Loader Specification's menus find them. A parser visits them in the order of the
 * text, but for rEFInd's.
 */
#pragma once

#include "base/slice.h"

#include <stdbool.h>

enum { PART_VALUE_MAX = 512, PART_DEVICE_MAX = 64 };

enum part_kind {
	PART_TITLE,   /* of what one choice of the menu does; value: the title */
	PART_KERNEL,  /* value: path of the kernel */
	PART_INITRD,  /* value: path of one initramfs image */
	PART_WORD,    /* value: one kernel parameter */
	PART_END,     /* the place for more kernel parameters: they replace [start, end) */
	PART_INCLUDE, /* value: path of another menu that belongs to this one */
};

struct part {
	enum part_kind kind;
	unsigned int
		group; /* from 1: what boots together; 0: of an include, or a title before it */
	unsigned int ordinal; /* from 1, of this group's file: the same in every reading */
	size_t start, end;    /* where the part is in the text */
	size_t before;	      /* of a word: where the white space before it begins */
	char value[PART_VALUE_MAX];
	bool unclear;  /* the value depends on a variable that this menu does not set */
	bool untitled; /* of a kernel: no choice of the menu has it, so the title before it is not
			  its own */
	bool quoted;   /* of a word: blanks in the value do not separate parameters */

	/* Of an initramfs image: */
	bool is_last;		      /* in its command */
	struct slice separator;	      /* what separates two images */
	struct slice line;	      /* if not empty, each image has a line that begins so */
	char device[PART_DEVICE_MAX]; /* what GRUB's path begins with, "(...)" */
	/* Of an end: what precedes the new parameters. */
	struct slice lead, inherited;
	bool in_grub; /* the text is GRUB's, where some characters have to be quoted */
};

/*
 * What is called for each part. A word with several values, alternatives or those of a variable
 * with blanks in it, is visited once for each.
 */
struct part_visitor {
	void (*visit)(void *context, const struct part *part);
	void *context;
	/* Visit the parameters that a choice has from elsewhere in the menu with those of its own.
	 */
	bool wants_inherited;
};
