/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of GRUB's scripts, and the variables in them (grub-core/script/yylex.l, execute.c).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	GRUB_VARIABLES_MAX = 64, /* further assignments are ignored */
	GRUB_ALTERNATIVES_MAX = 8,
};

enum grub_token_kind {
	GRUB_WORD,
	GRUB_SEPARATOR, /* the end of a command: a newline, ';', '|', '&', '<' or '>' */
	GRUB_OPEN,	/* { */
	GRUB_CLOSE,	/* } */
	GRUB_END,	/* of the text */
};

struct grub_token {
	enum grub_token_kind kind;
	size_t start, end;
};

/* Read the token at *at, behind white space, comments and continued lines. *at is then its end. */
struct grub_token grub_next_token(struct slice text, size_t *at);

/*
 * Assignments, newest last. One outside of if, else and the like replaces those before it; others
 * are alternatives. Names and values borrow from the script.
 */
struct grub_variables {
	struct grub_variable {
		struct slice name, value; /* the value as the script writes it */
		bool replaces;
	} list[GRUB_VARIABLES_MAX];
	unsigned int count;
};

void grub_assign(struct grub_variables *variables, struct slice name, struct slice value,
		 bool replaces);

struct grub_text {
	char text[512];
	bool unclear; /* a variable is not known, or the text is too long */
};

/*
 * The value of a word, with quotes removed and variables replaced. If variables have several
 * values, alternative selects a combination, from 0. An unknown variable is left out, but $prefix,
 * and those in the parentheses of a device, stay, and so does $root there. Returns whether there is
 * such a combination.
 */
must_check bool grub_expand(struct slice word, const struct grub_variables *variables,
			    unsigned int alternative, struct grub_text *ret);
