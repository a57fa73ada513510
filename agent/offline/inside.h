/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The inside of root images: whether they hold a root that an init can run in. It is read by
 * programs of this machine, unsquashfs and dump.erofs, so this is for a workstation.
 */
#pragma once

#include "base/json.h"
#include "model/plan.h"

enum { INSIDE_TEXT_MAX = 160 };

struct inside {
	bool is_read;
	char why_not[INSIDE_TEXT_MAX]; /* what is not known, and why */
	const char *assist;	       /* why only its own initramfs can boot it; or NULL */
	const char *code, *advice;     /* what would make it better, for struct advice; or NULL */
};

/* Look into the layers of the plan of the image at a path. A plan without layers is not read. */
void inside_read(struct inside *ret, const char *path, const struct plan *plan);

/* Write it as the member "inside". */
void inside_write(struct json *j, const struct inside *inside);
