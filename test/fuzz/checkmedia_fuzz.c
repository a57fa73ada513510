// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/checkmedia.h"
#include "parse/sums.h"

#include "fuzz/fuzz.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct checkmedia media = { .pad_bytes = 77 };
	int r = checkmedia_parse((struct slice){ data, size }, &media);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG);
		REQUIRE(media.pad_bytes == 77 && media.digest_len == 0);
		return 0;
	}
	REQUIRE(r == 0);
	REQUIRE(media.digest_len == 16 || media.digest_len == 20 || media.digest_len == 28 ||
		media.digest_len == 32 || media.digest_len == 48 || media.digest_len == 64);
	REQUIRE(media.pad_bytes % 2048 == 0 && media.pad_bytes >> 43 == 0);
	REQUIRE(media.signature_offset % 512 == 0 && media.signature_offset >> 41 == 0);
	return 0;
}
