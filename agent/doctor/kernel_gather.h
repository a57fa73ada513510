/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/kernel.h"

#include <stdbool.h>

struct tree;

/* Gather what a tree (sys/tree.h) says about its running kernel, and the state of each option. */
void kernel_gather(const struct tree *tree, struct kernel *ret);

/*
 * Add the modules of a kernel from its folder, lib/modules/RELEASE ("": the tree itself). Returns
 * whether it has a list of modules.
 */
bool kernel_gather_folder(const struct tree *tree, const char *folder, struct kernel *kernel);
