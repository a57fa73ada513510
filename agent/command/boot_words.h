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
	struct config config; /* the defaults, if there are no parameters */
	const char *text;     /* the parameters; NULL: none */
	bool from_menu;
	struct menus_entry menu; /* that they are from */
};

/* Take the parameters of --cmdline; NULL: none. Returns 0, or -E... and the reason. */
must_check int boot_words_take(struct boot_words *words, const char *text, struct failure *why);

/* If there are none, take those of the first entry of the image's menu that tell its layout. */
void boot_words_ask_menu(struct boot_words *words, const struct reader *reader);

/* Forget the menu's. */
void boot_words_drop(struct boot_words *words);

/*
 * Get the next request that a boot with these parameters would not obey, for index 0 and up. False
 * after the last.
 */
bool boot_words_not_obeyed(const struct boot_words *words, const struct plan *plan,
			   unsigned int *index, const char **parameter, const char **why);

/* Write them as the members of an object "cmdline". */
void boot_words_write(struct json *j, const struct boot_words *words, const struct plan *plan);
