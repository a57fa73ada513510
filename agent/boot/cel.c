// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/cel.h"

#include "base/hex.h"
#include "model/measurement.h"

void cel_write_record(struct json *j, uint64_t number, int pcr, const enum digest_kind *banks,
		      unsigned int n, const char *text)
{
	char digits[2 * DIGEST_SIZE_MAX + 1];
	uint8_t digest[DIGEST_SIZE_MAX];

	json_begin(j, NULL, '{');
	json_u64(j, "recnum", number);
	if (pcr >= 0)
		json_u64(j, "pcr", (uint64_t)pcr);
	json_begin(j, "digests", '[');
	for (unsigned int i = 0; i < n; i++) {
		measurement_digest(banks[i], text, digest);
		hex_encode(digest, digest_size(banks[i]), digits);
		json_begin(j, NULL, '{');
		json_string(j, "hashAlg", digest_kernel_name(banks[i]));
		json_string(j, "digest", digits);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_string(j, "content_type", "pmemboot");
	json_begin(j, "content", '{');
	json_string(j, "string", text);
	json_end(j, '}');
	json_end(j, '}');
}
