/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parameters of the kernel command line, split as the kernel splits them (lib/cmdline.c,
 * next_arg(), Linux 6.12): white space separates parameters, except inside double quotes; quotes
 * around a parameter or its value are removed.
 */
#pragma once

#include "base/attributes.h"

#include <stddef.h>

struct cmdline_parameter {
	char *name;  /* the part before the first '=' */
	char *value; /* the part after it; NULL if there is no '=' */
};

/*
 * Take the next parameter off *rest, which points into a writable, terminated copy of the command
 * line. *ret borrows from that copy, in which separators and quotes are overwritten. Returns 1 with
 * a parameter, or 0 at the end. "--" is an end too, because what follows are arguments of init.
 */
must_check int cmdline_next(char **rest, struct cmdline_parameter *ret);

/*
 * Append a text with parameters to a command line in a buffer of size bytes, so that each is still
 * split as if it stood alone: a quote that the line leaves open is closed, and what follows "--" in
 * the text is left out. Returns 0, or -E2BIG if it does not fit, and then *line is unchanged.
 */
must_check int cmdline_append(char *line, size_t size, const char *text);

/*
 * Replace each escape \xNN (two hexadecimal digits, not 00) in a value by its byte, in place. udev
 * escapes labels so. A backslash that does not begin such an escape is not changed.
 */
void cmdline_unescape(char *value);
