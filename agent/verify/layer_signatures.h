/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signatures of the layers: a file next to the image, or the image's line in the signed list.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/measurement.h"
#include "verify/check.h"
#include "verify/signed_list.h"

/*
 * Read the layers that nothing covers yet, in parallel in workers, and verify their signatures. If
 * there are several layers, the list comes first, because it also says which place each has. If
 * there is only one, its own file comes first. The other one is used where the first is missing.
 * sources has one entry for each layer. Returns 0, and coverage_missing() has a layer without a
 * signature; -E... and the reason if a signature is wrong.
 */
must_check int layer_signatures_check(const struct check *check, const struct signed_list *list,
				      const struct verify_source *sources, struct failure *why);

/*
 * Find out what layer_signatures_check() will compare each of these layers with, without reading
 * them, to the entries of these layers; other entries are unchanged. Returns 0; -E... and the
 * reason if a signature is damaged.
 */
must_check int layer_signatures_commit(const struct check *check, const struct signed_list *list,
				       struct commitment *layers, struct failure *why);
