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
		REQUIRE(media.pad_bytes == 77 && media.kind == DIGEST_UNKNOWN);
		return 0;
	}
	REQUIRE(r == 0);
	REQUIRE(media.kind > DIGEST_UNKNOWN && media.kind < DIGEST_KINDS);
	REQUIRE(media.pad_bytes % 2048 == 0 && media.pad_bytes >> 43 == 0);
	REQUIRE(media.signature_offset % 512 == 0 && media.signature_offset >> 41 == 0);
	return 0;
}
