/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Layers: the files of an ISO that hold the file systems of the root.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * Add a file of the ISO to the plan as the topmost layer. layout tells whether the image is in an
 * archive or contains a nested image; NULL: neither. Returns 0 or -E... and the reason.
 */
must_check int layer_add(struct plan *plan, struct iso9660 *iso, const char *path,
			 const struct layout *layout, struct failure *why);
