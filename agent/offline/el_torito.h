/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot catalog of an ISO: where its boot images begin. Source: "El Torito" Bootable CD-ROM
 * Format Specification 1.0, 2.0 and figures 2 to 5.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"

/* Boot images whose place is returned. Only the first sector of a catalog is read: 64 records. */
enum { EL_TORITO_IMAGES_MAX = 16 };

struct el_torito {
	unsigned int count;
	uint64_t offsets[EL_TORITO_IMAGES_MAX]; /* bytes; not checked against the medium's size */
};

/*
 * Read the catalog. Returns 0, with no images also if there is no catalog, or one that is not
 * valid; or a read error.
 */
must_check int el_torito_read(struct el_torito *ret, const struct reader *reader);
