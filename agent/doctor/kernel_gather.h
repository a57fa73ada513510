/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/kernel.h"

#include <stdbool.h>

struct tree;

/* Gather what a tree (sys/tree.h) says of the kernel that it runs, and decide. */
void kernel_gather(const struct tree *tree, struct kernel *ret);

/*
 * Add the modules of a kernel from its folder, lib/modules/RELEASE ("": the tree itself). Returns
 * whether a list of modules was there.
 */
bool kernel_gather_folder(const struct tree *tree, const char *folder, struct kernel *kernel);
