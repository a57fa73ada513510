/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signatures by the trusted keys: those of small files, which are verified at once, and that of the
 * volume.
 */
#pragma once

#include "base/extent.h"
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
 * Read a signature, the text of the file at a path, and start its check. Returns 0; if no trusted
 * key made the signature, the key is NULL, and coverage_missing() has the reason. Returns -E... and
 * the reason if the signature is damaged.
 */
must_check int signature_read(const struct check *check, const char *path, struct slice text,
			      struct signature *ret, struct failure *why);

/*
 * Verify the signature of the file at a path in the ISO, which holds these bytes. The signature is
 * the file PATH.minisig or PATH.sig. Returns 0, and *is_signed says whether a trusted key has
 * signed the file, *version which version of it; -E... and the reason if the signature is wrong.
 */
must_check int signature_check_file(const struct check *check, const char *path, struct slice bytes,
				    bool *is_signed, uint64_t *version, struct failure *why);

/*
 * Verify the signature after the end of the volume, which covers all bytes before it. Returns 0,
 * and the coverage says whether a trusted key has signed the volume; -E... and the reason if the
 * signature is wrong.
 */
must_check int signature_check_volume(const struct check *check, struct failure *why);

/*
 * Verify a signature by a trusted key of an extent of the device, which a message calls "the
 * volume" or the like. Returns 0; or -E... and the reason: FAILURE_BAD_SIGNATURE if the bytes are
 * not what was signed.
 */
must_check int signature_check_extent(const struct check *check, const struct signature *signature,
				      const struct extent *extent, const char *of,
				      struct failure *why);

/* Set the failure for a signature that does not match what it is of. Returns -EBADMSG. */
int signature_refuse(const char *path, const char *of, const char *key, struct failure *why);
