// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/ed25519.h"

#include <sodium/crypto_sign_ed25519.h>

_Static_assert((int)crypto_sign_ed25519_BYTES == (int)ED25519_SIGNATURE_SIZE &&
		       (int)crypto_sign_ed25519_PUBLICKEYBYTES == (int)ED25519_KEY_SIZE,
	       "sizes of RFC 8032");

bool ed25519_verify(const uint8_t *signature, const void *message, size_t len, const uint8_t *key)
{
	return crypto_sign_ed25519_verify_detached(signature, message, len, key) == 0;
}
