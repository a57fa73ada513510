/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The 512 bytes for the application's use of a primary volume descriptor (ECMA-119, 8.4.32), as
 * isomd5sum and checkmedia use them: "key = value" with ";" between, behind them spaces or NUL.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	MEDIA_TAGS_SIZE = 512,
	/* In the volume: in a medium check these bytes count as spaces, all of them. */
	MEDIA_TAGS_OFFSET = 0x8373,
};

struct media_tag {
	struct slice key, value; /* without the spaces around them; a value may be empty */
};

/* Take the next tag off the front of the text; false at its end, which is the first NUL. */
bool media_tags_next(struct slice *text, struct media_tag *ret);

/* Is this the tag's key? Case does not count. */
bool media_tag_is(const struct media_tag *tag, const char *key);

/*
 * The tag's value as a decimal number. Returns 0; -EBADMSG for anything else, and for more than
 * 32 bits: all numbers are of blocks of 512 or 2048 bytes. *ret is untouched on failure.
 */
must_check int media_tag_number(const struct media_tag *tag, uint32_t *ret);
