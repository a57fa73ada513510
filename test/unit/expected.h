/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * End the test if a file of test/data holds another text. With UPDATE=1 in the environment the text
 * is written there instead: read it before it is committed.
 */
void expected_compare(const char *folder, const char *name, const char *suffix, const char *text);
