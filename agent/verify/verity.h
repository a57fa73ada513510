/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity of a layer: its hash tree beside it, and which root hash counts.
 */
#pragma once

#include "parse/verity.h"
#include "verify/verify.h"

struct verity_setup {
	struct verity verity;
	uint8_t root[VERITY_DIGEST_MAX];
	unsigned int root_size;
	bool trusted; /* the root hash is ours, or signed; otherwise it only shows accidents */
};

/*
 * Find the tree and the root hash of a layer, and see that they fit each other: the root hash of
 * the configuration, or the file IMAGE.roothash. Returns 1 with *ret; 0 if the layer is not to be
 * verified so; -E... and the reason.
 */
must_check int verity_prepare(struct verify *verify, const struct medium *medium,
			      unsigned int layer, struct verity_setup *ret, struct failure *why);

/*
 * Compare all of a layer, and its tree, with the root hash: what dm-verity does block by block when
 * it is read. Returns 0 with a result among the verification's; -E... and the reason.
 */
must_check int verity_check_all(struct verify *verify, const struct medium *medium,
				unsigned int layer, const struct verity_setup *setup,
				struct failure *why);
