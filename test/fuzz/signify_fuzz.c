// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/signify.h"

#include "fuzz/fuzz.h"

#include <errno.h>

static void check_signature(struct slice text)
{
	struct signify_signature signature = { .id = { 7 } };
	int r = signify_parse_signature(text, &signature);
	struct slice comment = signature.trusted_comment;

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG || r == -E2BIG);
		REQUIRE(signature.id[0] == 7 && !signature.prehashed && !comment.data);
		return;
	}
	REQUIRE(r == 0 && (comment.data || !signature.prehashed));
	REQUIRE(signify_version(&signature) <= SIGNIFY_VERSION_MAX);
	if (!comment.data)
		return;
	REQUIRE(comment.data > text.data && comment.len < SIGNIFY_TRUSTED_COMMENT_MAX);
	REQUIRE(slice_has(text, (size_t)(comment.data - text.data), comment.len));
	REQUIRE(!memchr(comment.data, '\n', comment.len) && !memchr(comment.data, 0, comment.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signify_key key = { .id = { 7 }, .key = { 7 } };
	int r = signify_parse_key((struct slice){ data, size }, &key);

	REQUIRE(r == 0 || r == -ENOENT || r == -EBADMSG || r == -E2BIG);
	if (r < 0)
		REQUIRE(key.id[0] == 7 && key.key[0] == 7);
	check_signature((struct slice){ data, size });
	return 0;
}
