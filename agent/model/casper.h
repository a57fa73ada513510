/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which images of an Ubuntu ISO casper stacks: "minimal.standard.live.squashfs" lies on
 * "minimal.standard.squashfs", and that on "minimal.squashfs" (casper, scripts/casper,
 * get_layers(); layerfs-path=).
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

#define CASPER_ENDING ".squashfs"

enum { CASPER_IMAGES_MAX = 128, CASPER_NAME_MAX = 255 };

/* Do the names say which image lies on which? If not, they are stacked in alphabetical order. */
bool casper_is_layered(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n);

/*
 * The topmost image: the wish if there is one; otherwise the live system's, the installer's, the
 * fallback, or the only one, whichever comes first. Returns 0 with its index, -ENOENT if the wish
 * is missing, -ENOTUNIQ if several are possible.
 */
must_check int casper_top(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n,
			  const char *wish, const char *fallback, unsigned int *ret);

/* How many layers a name stands for: its parts before the ending. */
unsigned int casper_layers(const char *name);

/*
 * The name of the layer of an index, 0 the lowest, below a topmost one, into buf. 0 or
 * -ENAMETOOLONG.
 */
must_check int casper_layer(const char *top, unsigned int index, char *buf, size_t size);
