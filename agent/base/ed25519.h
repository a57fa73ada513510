/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ed25519 signatures (RFC 8032, section 5.1.7) by libsodium, which refuses keys and signatures in
 * non-canonical encoding.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ED25519_KEY_SIZE = 32, ED25519_SIGNATURE_SIZE = 64 };

/* Is this a valid signature of the message (len bytes) by the owner of the public key? */
bool ed25519_verify(const uint8_t *signature, const void *message, size_t len, const uint8_t *key);
