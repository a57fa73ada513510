/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A boot menu, changed: what boots together loads another initramfs archive, and gets and loses
 * kernel parameters. All else stays byte for byte. A menu of rEFInd does not change.
 */
#pragma once

#include "base/slice.h"

#include <stddef.h>

struct edit_archive {
	unsigned int group; /* which gets the archive, and the parameters */
	const char *path;   /* from the root of the volume, "/pmemboot.cpio"; NULL: none */
};

struct edit {
	const struct edit_archive *archives;
	size_t n_archives;
	const unsigned int *firsts; /* ordinals: the archive comes before these, else it is last */
	size_t n_firsts;
	const char *add;    /* parameters with blanks between; quotes as the kernel reads them */
	const char *remove; /* the same; "name=" removes it whatever its value is */
};

/* Write the changed menu, in pieces. */
void edit_write(struct slice text, const struct edit *edit,
		void (*write)(void *context, const void *bytes, size_t len), void *context);
