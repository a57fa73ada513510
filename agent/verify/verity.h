/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dm-verity of a layer: its hash tree, and the root hash that applies.
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
	/* The root hash is signed or comes from our command line. Others detect only accidents. */
	bool trusted;
	uint64_t version; /* if it is trusted: of what is signed */
	bool has_codes;	  /* fec is how the layer's error correction codes are laid out */
	struct verity_fec fec;
};

/*
 * Find the tree and the root hash of a layer, and check that they fit each other. The root hash
 * comes from the configuration or from the file IMAGE.roothash. Returns 0, and ret->wanted says
 * whether the layer must be verified by them; -E... and the reason.
 */
must_check int verity_prepare(const struct check *check, const struct signed_list *list,
			      unsigned int layer, struct verity_setup *ret, struct failure *why);

/*
 * Compare all of a layer and its tree with the root hash: dm-verity does the same for each block
 * when it is read. Returns 0; -E... and the reason.
 */
must_check int verity_check_all(const struct check *check, unsigned int layer,
				const struct verity_setup *setup, struct failure *why);
