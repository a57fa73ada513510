/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The image that is verified, and where its bytes are read.
 */
#pragma once

#include "base/extent.h"
#include "model/plan.h"

struct verify_image {
	const char *path; /* of the device or the file that holds it; must outlive the checks */
	const struct plan *plan;
};

/* Where the bytes of a layer are read: extents of a device or a file. */
struct verify_source {
	const char *path;
	const struct extent *extents;
	unsigned int n_extents;
};
