/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Digests: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4) by Nettle, which uses the processor's
 * instructions for them, and BLAKE2b (RFC 7693) by libsodium.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <sodium/crypto_generichash_blake2b.h>

/* The kinds, the weaker ones first. The number of BLAKE2b is that of the digest's bits. */
enum digest_kind {
	DIGEST_UNKNOWN, /* no digest can be made of this kind */
	DIGEST_MD5,
	DIGEST_BLAKE2B_128,
	DIGEST_SHA1,
	DIGEST_BLAKE2B_160,
	DIGEST_BLAKE2B_224,
	DIGEST_SHA224,
	DIGEST_BLAKE2B_256,
	DIGEST_SHA256,
	DIGEST_BLAKE2B_384,
	DIGEST_SHA384,
	DIGEST_BLAKE2B_512,
	DIGEST_SHA512,
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

/* The name in the kernel's crypto API and in sysfs, e.g. "sha256". */
const char *digest_kernel_name(enum digest_kind kind);

/* Is it impossible to make two inputs of one digest? Not for MD5, SHA-1 and short digests. */
bool digest_is_strong(enum digest_kind kind);

/* The kind with this kernel name, or DIGEST_UNKNOWN. */
enum digest_kind digest_of_name(const char *name);

/*
 * Take the name that a tool or a file of sums has for a kind off the front of the text: "md5",
 * "SHA256", "sha-1", "SHA2-256", "BLAKE2b", "blake2b-256", "b2"; case is ignored, and BLAKE2b
 * without a number has 512 bits. Returns DIGEST_UNKNOWN, and the text is unchanged, if it does not
 * begin with a name.
 */
enum digest_kind digest_take_name(struct slice *text);

/*
 * The kind of a digest of size bytes where the text around it names the kind "named", or none
 * (DIGEST_UNKNOWN): one of BLAKE2b if that is named, otherwise MD5, SHA-1 or SHA-2. Returns
 * DIGEST_UNKNOWN if there is none of this size.
 */
enum digest_kind digest_of_size(enum digest_kind named, size_t size);
