/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/dax.h"

struct tree;

#define DAX_DEVICES "sys/bus/dax/devices"

/* Read the dax devices of a tree (sys/tree.h) whose address is known (/sys/bus/dax/devices). */
void dax_read(const struct tree *tree, struct dax *ret);
