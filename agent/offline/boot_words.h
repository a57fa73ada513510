/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parameters that a plan on a workstation is made for: those of --cmdline, or those of the
 * image's own boot menu.
 */
#pragma once

#include "base/attributes.h"
#include "base/json.h"
#include "config/config.h"
#include "model/failure.h"
#include "model/plan.h"
#include "offline/menus.h"

struct boot_words {
	struct config config;		 /* the defaults, if there are no parameters */
	const char *text;		 /* the parameters; NULL: none */
	const struct menus_entry *entry; /* that they are from, or NULL */
};

/*
 * Take the parameters of --cmdline; if that is NULL, those of the first entry of the image's menus
 * that tell its layout, if there is one. The words borrow from both. Returns 0, or -E... and the
 * reason.
 */
must_check int boot_words_take(struct boot_words *words, const char *text,
			       const struct menus *menus, struct failure *why);

/* Forget the menu's. */
void boot_words_drop(struct boot_words *words);

/*
 * Print them, and those that a boot of the plan would not obey: each line by print_line(), the
 * first with a name.
 */
void boot_words_print(const struct boot_words *words, const struct plan *plan,
		      void (*print_line)(const char *name, const char *line));

/* Write them as the members of an object "cmdline". */
void boot_words_write(struct json *j, const struct boot_words *words, const struct plan *plan);
