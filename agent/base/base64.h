/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Base 64 text (RFC 4648, section 4).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Decode text into ret, of size bytes. The text is padded, has no white space, and the bits of the
 * last digit that stand for nothing are 0, so that bytes have one text only. Returns how many
 * bytes it were; -EBADMSG for anything else; -E2BIG if they don't fit. ret is untouched on
 * failure.
 */
must_check int base64_decode(struct slice text, uint8_t *ret, size_t size);
