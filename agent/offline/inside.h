/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The inside of root images: whether they hold a root that an init can run in. It is read by
 * programs of this machine, unsquashfs and dump.erofs, so this is for a workstation.
 */
#pragma once

#include "model/plan.h"

enum { INSIDE_TEXT_MAX = 160 };

struct inside {
	bool is_read;
	char why_not[INSIDE_TEXT_MAX]; /* why it could not be read */
	const char *assist;	       /* why only its own initramfs can boot it; or NULL */
	bool has_os_release;	       /* which systemd's switch-root wants */
};

/* Look into the layers of the plan of the image at a path. A plan without layers is not read. */
void inside_read(struct inside *ret, const char *path, const struct plan *plan);
