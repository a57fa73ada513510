/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signatures by the trusted keys: of small files, read and verified at once; of the volume; of
 * layers, prepared here and verified in workers.
 */
#pragma once

#include "verify/digesting.h"
#include "verify/verify.h"

/*
 * Whether the file at a path in the ISO is signed: by a file named as it is, with .minisig or .sig
 * behind it. Returns 1, and the result is among the verification's; 0 if there is no signature, or
 * none by a trusted key, which is kept as a lack; -E... and the reason if the signature is wrong.
 */
must_check int signatures_check_file(struct verify *verify, const struct medium *medium,
				     const char *path, struct slice bytes, struct failure *why);

/*
 * Verify the signature that lies behind the volume, and is of all that is before it. As
 * signatures_check_file().
 */
must_check int signatures_check_volume(struct verify *verify, const struct medium *medium,
				       struct failure *why);

/*
 * Prepare a digesting for the signature of a layer: by a file beside it, or by the line of it in
 * the list of sums that is signed. One of several layers goes by the list, which says where it
 * belongs; one alone by its file. Sources are the layer's. Returns as signatures_check_file(), and
 * with 1 the result that is waited for.
 */
must_check int signatures_prepare_layer(struct verify *verify, const struct medium *medium,
					unsigned int layer, struct digesting *one,
					struct verify_result **result, struct failure *why);

/* Find the list of sums that a trusted key has signed, and keep it. As signatures_check_file(). */
must_check int signatures_find_list(struct verify *verify, const struct medium *medium,
				    struct failure *why);

/* Does the signed list have the path, with the sum of these bytes? */
bool signatures_list_has(const struct verify *verify, const char *path, struct slice bytes);

/* Are the layers all root images that the signed list has, in its order? */
bool signatures_list_is_root(const struct verify *verify, const struct plan *plan);
