/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recorded trees, test/data/trees/NAME.tree: lines "d PATH", "l PATH TARGET", "x PATH HEXADECIMAL",
 * "n PATH" of a file that nobody may read, and "t PATH" followed by the text's lines, each behind a
 * tab.
 */
#pragma once

#include "sys/tree.h"

#include <stdio.h>

/*
 * Unpack one into a new folder. Returns it opened as a tree (sys/tree.h); ends the test if it
 * can't. One at a time: tree_discard() removes it.
 */
struct tree *tree_unpack(const char *name);
struct tree *tree_unpack_stream(FILE *from); /* the same of such lines, and closes them */
void tree_discard(struct tree *tree);
