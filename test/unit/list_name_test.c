// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/list_name.h"

#include "base/attributes.h"
#include "unit/test.h"

#include <string.h>

static const struct {
	const char *name;
	int kind; /* -1: it is not a list */
} names[] = {
	{ "md5sum.txt", DIGEST_MD5 },
	{ "MD5SUMS", DIGEST_MD5 },
	{ "md5sums.txt", DIGEST_MD5 },
	{ "SHA1SUM", DIGEST_SHA1 },
	{ "sha224sums.TXT", DIGEST_SHA224 },
	{ "sha256sums.txt", DIGEST_SHA256 },
	{ "SHA256SUMS", DIGEST_SHA256 },
	{ "Sha384Sum.txt", DIGEST_SHA384 },
	{ "SHA512SUMS", DIGEST_SHA512 },
	{ "sha-512_sums", DIGEST_SHA512 },
	{ "sha256-checksums", DIGEST_SHA256 },
	{ "checksum.md5", DIGEST_MD5 },
	{ "CHECKSUMS-sha1.txt", DIGEST_SHA1 },
	{ "sums.sha256", DIGEST_SHA256 },
	{ "CHECKSUM", DIGEST_UNKNOWN },
	{ "checksums.txt", DIGEST_UNKNOWN },
	{ "sha256.txt", DIGEST_SHA256 },
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
	{ "sumsmd5", DIGEST_MD5 },
	{ "b2sums.txt", DIGEST_BLAKE2B_512 },
	{ "B2SUM", DIGEST_BLAKE2B_512 },
	{ "B2SUMS", DIGEST_BLAKE2B_512 },
	{ "BLAKE2SUMS", DIGEST_BLAKE2B_512 },
	{ "BLAKE2bSUMS", DIGEST_BLAKE2B_512 },
	{ "blake2b-sums.txt", DIGEST_BLAKE2B_512 },
	{ "BLAKE2B-256SUMS", DIGEST_BLAKE2B_256 },
	{ "checksums.b2", DIGEST_BLAKE2B_512 },
	{ "BLAKE2sSUMS", -1 },
	{ "BLAKE2B-257SUMS", -1 },
	{ "SHA512-256SUMS", -1 },
	{ "b2", -1 },
	{ "b2sum", DIGEST_BLAKE2B_512 },
};

TEST(list_name_spellings)
{
	for (size_t i = 0; i < array_size(names); i++) {
		enum digest_kind kind = DIGEST_KINDS;
		bool found = list_name_parse(names[i].name, &kind);

		CHECK_STRING(found == (names[i].kind >= 0) ? names[i].name : "", names[i].name);
		CHECK(!found || (int)kind == names[i].kind);
		CHECK(!found || list_name_kind(names[i].name) == kind);
	}
}

TEST(list_name_of_an_image)
{
	static const struct {
		const char *name, *image;
		enum digest_kind kind; /* DIGEST_UNKNOWN: it is none */
	} cases[] = {
		{ "a.squashfs.sha256", "a.squashfs", DIGEST_SHA256 },
		{ "a.squashfs.SHA512SUM", "a.squashfs", DIGEST_SHA512 },
		{ "a.squashfs.sha224sum.txt", "a.squashfs", DIGEST_SHA224 },
		{ "a.squashfs.b2", "a.squashfs", DIGEST_BLAKE2B_512 },
		{ "a.sha512", "a.squashfs", DIGEST_SHA512 },
		{ "a.md5", "a", DIGEST_MD5 },
		{ ".md5", ".squashfs", DIGEST_UNKNOWN },
		{ "a.sha512", "b.squashfs", DIGEST_UNKNOWN },
		{ "a.squashfs", "a.squashfs", DIGEST_UNKNOWN },
		{ "a.squashfs.sig", "a.squashfs", DIGEST_UNKNOWN },
		{ "a.squashfs.sha256.sig", "a.squashfs", DIGEST_UNKNOWN },
		{ "a-sha256", "a.squashfs", DIGEST_UNKNOWN },
	};

	for (size_t i = 0; i < array_size(cases); i++) {
		enum digest_kind kind;
		bool is_of = list_name_is_of(cases[i].name, cases[i].image, &kind);

		CHECK_STRING(is_of == (cases[i].kind != DIGEST_UNKNOWN) ? cases[i].name : "",
			     cases[i].name);
		CHECK(!is_of || kind == cases[i].kind);
	}
	CHECK(list_name_kind("live/a.b.squashfs.b2") == DIGEST_BLAKE2B_512);
	CHECK(list_name_kind("b2/a.squashfs") == DIGEST_UNKNOWN);
}
