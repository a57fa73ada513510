/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signatures by the trusted keys: of small files, which are verified at once, and of the volume.
 */
#pragma once

#include "base/slice.h"
#include "model/failure.h"
#include "parse/signify.h"
#include "verify/check.h"

#include <stdbool.h>

struct signature {
	struct signify_signature signify; /* borrows from its text */
	const struct key *key;		  /* that made it; NULL if none of the trusted keys did */
	unsigned int result;		  /* of the check that has started */
};

/*
 * Read a signature, the text of the file at a path, and start its check. 0: if no trusted key made
 * it, the key is NULL, and that is kept as a lack; -E... and the reason if it is damaged.
 */
must_check int signature_read(const struct check *check, const char *path, struct slice text,
			      struct signature *ret, struct failure *why);

/*
 * Verify the signature of the file at a path in the ISO, which holds these bytes. The signature is
 * the file PATH.minisig or PATH.sig. 0: *is_signed says whether a trusted key has signed the file;
 * -E... and the reason if the signature is wrong.
 */
must_check int signature_check_file(const struct check *check, const char *path, struct slice bytes,
				    bool *is_signed, struct failure *why);

/*
 * Verify the signature after the end of the volume, which is of all bytes before it. 0: it covers
 * the volume, if there is one by a trusted key; -E... and the reason if it is wrong.
 */
must_check int signature_check_volume(const struct check *check, struct failure *why);

/* The failure of a signature that is not of what it should be. Returns -EBADMSG. */
int signature_refuse(const char *path, const char *of, const char *key, struct failure *why);
