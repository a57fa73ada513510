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
 * Find the topmost image: the requested one if there is a request; otherwise the first that exists
 * of the live system's, the installer's, the fallback, and the only image. Returns 0 with its
 * index, -ENOENT if the requested image is missing, -ENOTUNIQ if several are possible.
 */
must_check int casper_top(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n,
			  const char *request, const char *fallback, unsigned int *ret);

/* The number of layers that a name stands for: that of its parts before the suffix. */
unsigned int casper_layers(const char *name);

/*
 * Write the name of a layer of the topmost image top to buf; index 0 is the lowest layer. Returns 0
 * or -ENAMETOOLONG.
 */
must_check int casper_layer(const char *top, unsigned int index, char *buf, size_t size);
