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
 * CR before a newline does not count, nor does the last newline, and nothing but empty lines may
 * follow: a message that signify embeds is not ours.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	SIGNIFY_COMMENT_MAX = 1024,	    /* bytes of a line: signify's limit, and minisign's */
	SIGNIFY_TRUSTED_COMMENT_MAX = 8192, /* minisign's */
};

struct signify_key {
	uint8_t id[8];
	uint8_t key[32];
};

struct signify_signature {
	bool prehashed; /* "ED": not the file was signed, but its BLAKE2b-512 */
	uint8_t id[8];
	uint8_t signature[64];
	struct slice trusted_comment; /* without NUL; data is NULL where there is none, signify's */
	uint8_t comment_signature[64]; /* of signature and trusted_comment, where there is one */
};

/*
 * Parse a public key, which may be its line of base 64 alone, as `minisign -P` takes it. Returns
 * 0; -ENOENT if this is neither; -EBADMSG if it begins as one and is none; -E2BIG if the comment is
 * longer than SIGNIFY_COMMENT_MAX.
 */
must_check int signify_parse_key(struct slice text, struct signify_key *ret);

/*
 * Parse a detached signature. Returns 0; -ENOENT if it does not begin as one (OpenPGP's do not);
 * -EBADMSG if it is cut or damaged; -E2BIG if a comment is longer than its limit.
 * trusted_comment borrows from the text.
 */
must_check int signify_parse_signature(struct slice text, struct signify_signature *ret);
