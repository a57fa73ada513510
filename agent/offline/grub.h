/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Menus of GRUB: which commands load kernels and initramfs images, in the blocks of menuentry and
 * outside. Commands and paths may be in variables that the same file sets. Nothing is executed:
 * what a condition selects counts in both its branches.
 */
#pragma once

#include "offline/part.h"

/*
 * Visit the parts. Kernels, and the initramfs images after them up to the next kernel or the end
 * of the block, are one group.
 */
void grub_visit(struct slice text, const struct part_visitor *visitor);
