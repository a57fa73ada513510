/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The layouts of live images: where in the ISO the root is, and which mounts the userspace in it
 * expects to find. One table; to add a layout is to add an entry.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

enum { LAYOUT_LAYERS_MAX = 16 };

/*
 * The mounts that stay after the handover. Each is a path below /run, which moves into the root.
 */
struct contract {
	const char *medium;  /* the ISO; NULL: there is none */
	const char *lower;   /* folder with one mount point a layer, named as its image */
	const char *overlay; /* the tmpfs with the upper and the work directory */
	bool reopens;	     /* the userspace opens the medium's device again: no device-mapper */
};

struct layout {
	const char *name;
	const char *images[LAYOUT_LAYERS_MAX + 1]; /* paths in the ISO, lowest layer first */
	struct contract contract;
};

/* The table, in the order in which it is tried; ends with an entry whose name is NULL. */
extern const struct layout layouts[];

/* What is used when the image was guessed or named by the user: no peer expects anything. */
extern const struct contract layout_own_contract;
