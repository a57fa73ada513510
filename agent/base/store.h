/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Store an integer in bytes that the caller owns: the opposite of slice_le().
 */
#pragma once

#include <stdint.h>

static inline void store_le(uint8_t *to, uint64_t value, unsigned int width)
{
	for (; width > 0; width--, value >>= 8)
		*to++ = (uint8_t)value;
}
