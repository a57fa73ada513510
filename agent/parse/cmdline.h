/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the kernel command line, split as the kernel splits them (lib/cmdline.c,
 * next_arg(), Linux 6.12): white space separates, double quotes protect it, the quotes around a
 * word or around a value are removed.
 */
#pragma once

#include "base/attributes.h"

struct cmdline_word {
	char *name;  /* up to the '=' */
	char *value; /* after it, or NULL if there is none */
};

/*
 * Take the next word off *rest, which points into a writable, terminated copy of the command
 * line; the word borrows from that copy, in which separators and quotes are overwritten. Returns 1
 * with a word, or 0 at the end; "--", after which the words belong to init, is an end too.
 */
must_check int cmdline_next(char **rest, struct cmdline_word *ret);

/*
 * Replace the escapes \xNN (two hexadecimal digits, not 00) in a value by their bytes, in place,
 * as udev writes labels. Anything else after a backslash stays as it is.
 */
void cmdline_unescape(char *value);
