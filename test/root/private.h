/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tests that need root stand on: nothing that they do can be seen outside.
 */
#pragma once

/* Enter a mount namespace of one's own; skips the test where that isn't possible. */
void private_mounts(void);

/* The same, with an empty tmpfs at path. */
void private_tmpfs(const char *path);

/* Run a shell command that must succeed. */
void private_run(const char *command);
