// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/checkmedia.h"

#include "base/hex.h"
#include "parse/media_tags.h"
#include "parse/sums.h"

#include <errno.h>

/* The size of the digest that a key like "sha256sum" stands for; 0 for any other key. */
static size_t key_digest_len(struct slice key)
{
	if (key.len < 3 || !slice_equals_caseless(slice_sub(key, key.len - 3, 3), "sum"))
		return 0;
	return sums_digest_len(slice_sub(key, 0, key.len - 3));
}

int checkmedia_parse(struct slice application, struct checkmedia *ret)
{
	struct checkmedia found = { .digest_len = 0 };
	uint32_t pad = 0, signature = 0;
	struct media_tag tag;

	while (media_tags_next(&application, &tag)) {
		size_t len = key_digest_len(tag.key);
		int r = 0;

		if (len > 0) {
			found.digest_len = len;
			if (hex_decode(tag.value, found.digest, len) != (int)len)
				r = -EBADMSG;
		} else if (media_tag_is(&tag, "iso md5sum")) {
			found.digest_len = 0;
		} else if (media_tag_is(&tag, "pad")) {
			r = media_tag_number(&tag, &pad);
		} else if (media_tag_is(&tag, "signature")) {
			r = media_tag_number(&tag, &signature);
		}
		if (r < 0)
			return r;
	}
	if (found.digest_len == 0)
		return -ENOENT;
	found.pad_bytes = (uint64_t)pad * CHECKMEDIA_PAD_BLOCK;
	found.signature_offset = (uint64_t)signature * CHECKMEDIA_SIGNATURE_BLOCK;
	*ret = found;
	return 0;
}
