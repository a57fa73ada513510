/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The 512 bytes for application use in a primary volume descriptor (ECMA-119, 8.4.32), as isomd5sum
 * and checkmedia use them: "key = value", separated by ";" and followed by spaces or NUL.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	MEDIA_TAGS_SIZE = 512,
	/* Offset in the volume. In a media check all of these bytes count as spaces. */
	MEDIA_TAGS_OFFSET = 0x8373,
};

struct media_tag {
	struct slice key, value; /* without the spaces around them; a value may be empty */
};

/* Take the next tag off the front of the text; false at its end, which is the first NUL. */
bool media_tags_next(struct slice *text, struct media_tag *ret);

/* Does the tag have this key? Case is ignored. */
bool media_tag_is(const struct media_tag *tag, const char *key);

/*
 * The tag's value as a decimal number. Returns 0; -EBADMSG if it is not a number or has more than
 * 32 bits: all numbers count blocks of 512 or 2048 bytes. *ret is untouched on failure.
 */
must_check int media_tag_number(const struct media_tag *tag, uint32_t *ret);
