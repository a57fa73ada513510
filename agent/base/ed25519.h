/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ed25519 signatures (RFC 8032, section 5.1.7) by libsodium, which refuses what is not canonical.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ED25519_KEY_SIZE = 32, ED25519_SIGNATURE_SIZE = 64 };

/* Did the owner of the public key sign the message? */
bool ed25519_verify(const uint8_t *signature, const void *message, size_t len, const uint8_t *key);
