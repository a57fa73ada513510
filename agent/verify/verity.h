/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity of a layer: its hash tree next to it, and which root hash counts.
 */
#pragma once

#include "model/failure.h"
#include "parse/verity.h"
#include "verify/check.h"
#include "verify/signed_list.h"

struct verity_setup {
	bool wanted; /* there are a tree and a root hash, and they fit each other */
	struct verity verity;
	uint8_t root[VERITY_DIGEST_MAX];
	unsigned int root_size;
	bool trusted; /* the root hash is ours, or signed; otherwise it only shows accidents */
};

/*
 * Find the tree and the root hash of a layer, and see that they fit each other: the root hash of
 * the configuration, or the file IMAGE.roothash. 0: ret->wanted says whether the layer is to be
 * verified by them; -E... and the reason.
 */
must_check int verity_prepare(const struct check *check, const struct signed_list *list,
			      unsigned int layer, struct verity_setup *ret, struct failure *why);

/*
 * Compare all of a layer, and its tree, with the root hash: what dm-verity does block by block when
 * it is read. 0; -E... and the reason.
 */
must_check int verity_check_all(const struct check *check, unsigned int layer,
				const struct verity_setup *setup, struct failure *why);
