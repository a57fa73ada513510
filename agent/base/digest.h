/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Digests: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4) by Nettle, which uses the processor's
 * instructions for them, and BLAKE2b (RFC 7693) by libsodium.
 */
#pragma once

#include "base/attributes.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <sodium/crypto_generichash_blake2b.h>

enum digest_kind {
	DIGEST_MD5,
	DIGEST_SHA1,
	DIGEST_SHA224,
	DIGEST_SHA256,
	DIGEST_SHA384,
	DIGEST_SHA512,
	DIGEST_BLAKE2B, /* of 64 bytes */
	DIGEST_KINDS,
};

enum { DIGEST_SIZE_MAX = 64 };

struct digest {
	enum digest_kind kind;
	union {
		struct md5_ctx md5;
		struct sha1_ctx sha1;
		struct sha256_ctx sha256; /* and SHA-224 */
		struct sha512_ctx sha512; /* and SHA-384 */
		crypto_generichash_blake2b_state blake2b;
	} state;
};

/* Begin a digest. A copy of a struct digest that has begun is an independent digest. */
void digest_begin(struct digest *digest, enum digest_kind kind);
void digest_add(struct digest *digest, const void *data, size_t len);

/* End the digest and write its digest_size() bytes to ret. */
void digest_end(struct digest *digest, uint8_t *ret);

size_t digest_size(enum digest_kind kind);

/* The name for messages, e.g. "SHA-256". */
const char *digest_name(enum digest_kind kind);

/* The kind of a digest of size bytes in a file of checksums, never BLAKE2b; or -ENOENT. */
must_check int digest_of_size(size_t size);

/* The kind with this name in the kernel's crypto API, e.g. "sha256"; or -ENOENT. */
must_check int digest_of_name(const char *name);
