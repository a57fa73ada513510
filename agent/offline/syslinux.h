/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Menus of syslinux, isolinux and extlinux (syslinux's doc/syslinux.txt, com32/menu/readconfig.c).
 */
#pragma once

#include "offline/part.h"

/*
 * Visit the parts. Each LABEL is a group, and so is an APPEND before all labels that names an
 * initramfs. A label without an APPEND gets an end whose lead is a new line with this keyword.
 */
void syslinux_visit(struct slice text, const struct part_visitor *visitor);
