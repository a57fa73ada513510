/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ed25519 public keys and detached signatures, of OpenBSD's signify (signify.c) and of minisign
 * (its documentation, "Signature format" and "Public key format"):
 *
 *	untrusted comment: ANYTHING
 *	BASE64("Ed", key id, key), or BASE64("Ed" or "ED", key id, signature)
 *	trusted comment: ANYTHING			these two with a signature of minisign
 *	BASE64(signature of the signature and the trusted comment)
 *
 * A CR before a newline is ignored, and the last newline may be missing. Only empty lines may
 * follow: the format of signify with an embedded message is not supported.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	SIGNIFY_COMMENT_MAX = 1024,	    /* bytes of a line: signify's limit, and minisign's */
	SIGNIFY_TRUSTED_COMMENT_MAX = 8192, /* minisign's */
};

/* The highest version of what is signed: all numbers of 15 digits, which JSON can hold. */
#define SIGNIFY_VERSION_MAX UINT64_C(999999999999999)

struct signify_key {
	uint8_t id[8];
	uint8_t key[32];
};

struct signify_signature {
	bool prehashed; /* "ED": the BLAKE2b-512 of the file is signed instead of the file */
	uint8_t id[8];
	uint8_t signature[64];
	struct slice
		trusted_comment; /* without NUL bytes; data is NULL if there is none (signify) */
	uint8_t comment_signature[64]; /* of signature and trusted_comment, if there is one */
};

/*
 * Parse a public key: a key file, or only its line of base 64, as for `minisign -P`. Returns 0;
 * -ENOENT if it is neither; -EBADMSG if it begins as a key but is malformed; -E2BIG if the comment
 * is longer than SIGNIFY_COMMENT_MAX.
 */
must_check int signify_parse_key(struct slice text, struct signify_key *ret);

/*
 * Parse a detached signature. Returns 0; -ENOENT if it does not begin as one (e.g. an OpenPGP
 * signature); -EBADMSG if it is truncated or malformed; -E2BIG if a comment is longer than its
 * limit. trusted_comment borrows from the text.
 */
must_check int signify_parse_signature(struct slice text, struct signify_signature *ret);

/*
 * The version that the signer gave what is signed: N of the word "version:N" in the trusted
 * comment, the first one. 0 if there is none, or if it is not a decimal number up to
 * SIGNIFY_VERSION_MAX. As the comment, it is worth nothing before the signatures are verified.
 */
uint64_t signify_version(const struct signify_signature *signature);
