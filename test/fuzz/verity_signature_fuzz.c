// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/verity_signature.h"

#include "fuzz/fuzz.h"

#include <errno.h>

static void check_inside(struct slice part, struct slice whole)
{
	REQUIRE(part.data >= whole.data && part.len <= whole.len);
	REQUIRE(slice_has(whole, (size_t)(part.data - whole.data), part.len));
	REQUIRE(!memchr(part.data, '"', part.len) || memchr(part.data, '\\', part.len));
	REQUIRE(!memchr(part.data, 0, part.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct verity_signature signature = { .root_size = 777 };
	const struct slice bytes = { data, size };
	int r = verity_signature_parse(bytes, &signature);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG);
		REQUIRE(signature.root_size == 777 && !signature.signature.data);
		return 0;
	}
	REQUIRE(r == 0 && signature.signature.len > 0);
	REQUIRE(signature.root_size >= VERITY_DIGEST_MIN &&
		signature.root_size <= VERITY_DIGEST_MAX);
	check_inside(signature.signature, bytes);
	if (signature.certificate.len > 0)
		check_inside(signature.certificate, bytes);
	return 0;
}
