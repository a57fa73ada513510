// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/list_name.h"

#include "base/attributes.h"
#include "unit/test.h"

#include <string.h>

static const struct {
	const char *name;
	int len; /* -1: it is not a list */
} names[] = {
	{ "md5sum.txt", 16 },
	{ "MD5SUMS", 16 },
	{ "md5sums.txt", 16 },
	{ "SHA1SUM", 20 },
	{ "sha224sums.TXT", 28 },
	{ "sha256sums.txt", 32 },
	{ "SHA256SUMS", 32 },
	{ "Sha384Sum.txt", 48 },
	{ "SHA512SUMS", 64 },
	{ "sha-512_sums", 64 },
	{ "sha256-checksums", 32 },
	{ "checksum.md5", 16 },
	{ "CHECKSUMS-sha1.txt", 20 },
	{ "sums.sha256", 32 },
	{ "CHECKSUM", 0 },
	{ "checksums.txt", 0 },
	{ "sha256.txt", 32 },
	{ "md5", -1 },
	{ "sha256", -1 },
	{ "md5sum.txt.minisig", -1 },
	{ "SHA256SUMS.gpg", -1 },
	{ "sha256sum.README", -1 },
	{ "sha2567sums", -1 },
	{ ".txt", -1 },
	{ "", -1 },
	{ "sum-", -1 },
	{ "md5sum-", -1 },
	{ "md5-", -1 },
	{ "live.sha256", -1 },
	{ "summary.txt", -1 },
	{ "b2sums.txt", -1 },
	{ "sumsmd5", 16 },
};

TEST(list_name_spellings)
{
	for (size_t i = 0; i < array_size(names); i++) {
		size_t len = 99;
		bool found = list_name_parse(names[i].name, &len);

		CHECK_STRING(found == (names[i].len >= 0) ? names[i].name : "", names[i].name);
		CHECK(!found || len == (size_t)names[i].len);
	}
}
