// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/checkmedia.h"

#include "base/hex.h"
#include "parse/media_tags.h"
#include "parse/sums.h"

#include <errno.h>

/* The kind of digest that a key like "sha256sum" stands for; DIGEST_UNKNOWN for any other key. */
static enum digest_kind key_kind(struct slice key)
{
	if (key.len < 3 || !slice_equals_caseless(slice_sub(key, key.len - 3, 3), "sum"))
		return DIGEST_UNKNOWN;
	return sums_kind(slice_sub(key, 0, key.len - 3));
}

int checkmedia_parse(struct slice application, struct checkmedia *ret)
{
	struct checkmedia found = { .kind = DIGEST_UNKNOWN };
	uint32_t pad = 0, signature = 0;
	struct media_tag tag;

	while (media_tags_next(&application, &tag)) {
		enum digest_kind kind = key_kind(tag.key);
		int len = (int)digest_size(kind);
		int r = 0;

		if (len > 0) {
			found.kind = kind;
			if (hex_decode(tag.value, found.digest, digest_size(kind)) != len)
				r = -EBADMSG;
		} else if (media_tag_is(&tag, "iso md5sum")) {
			found.kind = DIGEST_UNKNOWN;
		} else if (media_tag_is(&tag, "pad")) {
			r = media_tag_number(&tag, &pad);
		} else if (media_tag_is(&tag, "signature")) {
			r = media_tag_number(&tag, &signature);
		}
		if (r < 0)
			return r;
	}
	if (found.kind == DIGEST_UNKNOWN)
		return -ENOENT;
	found.pad_bytes = (uint64_t)pad * CHECKMEDIA_PAD_BLOCK;
	found.signature_offset = (uint64_t)signature * CHECKMEDIA_SIGNATURE_BLOCK;
	*ret = found;
	return 0;
}
