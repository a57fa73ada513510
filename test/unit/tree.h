/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recorded trees, test/data/trees/NAME.tree: lines "d PATH", "l PATH TARGET", "x PATH HEXADECIMAL",
 * "n PATH" of a file that nobody may read, and "t PATH" followed by the text's lines, each behind a
 * tab.
 */
#pragma once

/*
 * Unpack one into a new folder. Returns it opened as a tree (sys/file.h); ends the test if it
 * can't. One at a time: tree_close() removes it.
 */
int tree_open(const char *name);
void tree_close(int tree);
