/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Base 64 text (RFC 4648, section 4).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Decode text into ret, of size bytes. The text must be padded, without white space, and the unused
 * bits of its last digit must be 0: any bytes have exactly one valid text. Returns the number of
 * bytes; -EBADMSG for any other text; -E2BIG if the bytes do not fit. ret is untouched on failure.
 */
must_check int base64_decode(struct slice text, uint8_t *ret, size_t size);
