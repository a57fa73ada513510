/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Print PMEMBOOT_NAME='VALUE' to standard output, for eval in a shell. The value may come from the
 * image or the command line, so it is quoted.
 */
void assignment_print(const char *name, const char *value);
