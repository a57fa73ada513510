/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Included before libsodium's verification of Ed25519: its SHA-512 is Nettle's, which is there
 * anyway and faster. What RFC 8032 calls the domain is empty where nothing is hashed before.
 */
#include "crypto_hash_sha512.h"
#include "crypto_sign/ed25519/ref10/sign_ed25519_ref10.h"

#include <nettle/sha2.h>

#define crypto_hash_sha512_state		    struct sha512_ctx
#define crypto_hash_sha512_update(state, data, len) nettle_sha512_update(state, len, data)
#define crypto_hash_sha512_final(state, digest) \
	nettle_sha512_digest(state, SHA512_DIGEST_SIZE, digest)
#define _crypto_sign_ed25519_ref10_hinit(state, domain) nettle_sha512_init(state)
