/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signatures of the layers: each by a file next to the image, or by the image's line in the signed
 * list.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "verify/check.h"
#include "verify/signed_list.h"

/*
 * Read the layers that nothing covers yet, side by side in workers, and verify their signatures.
 * One of several layers goes by the list, which says where it belongs; the only layer by its own
 * file; either by the other if it does not have the first. sources has one for each layer. 0, with
 * a lack for what has none; -E... and the reason if one is wrong.
 */
must_check int layer_signatures_check(const struct check *check, const struct signed_list *list,
				      const struct verify_source *sources, struct failure *why);
