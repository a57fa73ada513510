// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/digest.h"
#include "base/ed25519.h"

#include "unit/test.h"

#include <errno.h>

/* The digest of "abc", in two pieces, begins so: sha1sum, sha256sum ... and b2sum of coreutils. */
static void check(enum digest_kind kind, size_t size, const char *expected)
{
	uint8_t bytes[DIGEST_SIZE_MAX];
	struct digest digest, copy;
	char hex[17] = "";

	digest_begin(&digest, kind);
	digest_add(&digest, "ab", 2);
	copy = digest;
	digest_add(&copy, "x", 1);
	digest_add(&digest, "c", 1);
	digest_end(&digest, bytes);
	for (int i = 0; i < 8; i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
	CHECK_STRING(hex, expected);
	CHECK(digest_size(kind) == size);
}

TEST(digest_known_answers)
{
	check(DIGEST_MD5, 16, "900150983cd24fb0");
	check(DIGEST_SHA1, 20, "a9993e364706816a");
	check(DIGEST_SHA224, 28, "23097d223405d822");
	check(DIGEST_SHA256, 32, "ba7816bf8f01cfea");
	check(DIGEST_SHA384, 48, "cb00753f45a35e8b");
	check(DIGEST_SHA512, 64, "ddaf35a193617aba");
	check(DIGEST_BLAKE2B_512, 64, "ba80a53f981c4d0d");
	check(DIGEST_BLAKE2B_128, 16, "cf4ab791c62b8d2b");
	check(DIGEST_BLAKE2B_160, 20, "384264f676f39536");
	check(DIGEST_BLAKE2B_224, 28, "9bd237b02a29e43b");
	check(DIGEST_BLAKE2B_256, 32, "bddd813c63423972");
	check(DIGEST_BLAKE2B_384, 48, "6f56a82c8e7ef526");
}

TEST(digest_kinds)
{
	CHECK(digest_of_size(DIGEST_UNKNOWN, 16) == DIGEST_MD5);
	CHECK(digest_of_size(DIGEST_SHA1, 64) == DIGEST_SHA512);
	CHECK(digest_of_size(DIGEST_BLAKE2B_512, 64) == DIGEST_BLAKE2B_512);
	CHECK(digest_of_size(DIGEST_BLAKE2B_512, 32) == DIGEST_BLAKE2B_256);
	CHECK(digest_of_size(DIGEST_UNKNOWN, 33) == DIGEST_UNKNOWN);
	CHECK(digest_of_size(DIGEST_UNKNOWN, 0) == DIGEST_UNKNOWN);
	CHECK(digest_of_name("sha256") == DIGEST_SHA256);
	CHECK(digest_of_name("blake2b-256") == DIGEST_BLAKE2B_256);
	CHECK(digest_of_name("crc32") == DIGEST_UNKNOWN);
	CHECK(digest_of_name("") == DIGEST_UNKNOWN);
	for (int kind = DIGEST_UNKNOWN; kind < DIGEST_KINDS; kind++)
		CHECK(digest_is_strong((enum digest_kind)kind) ==
		      (digest_size((enum digest_kind)kind) >= 32));
}

/* RFC 8032, section 7.1, test 2. */
static const uint8_t key[] = { 0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a,
			       0xa7, 0x4d, 0x1b, 0x7e, 0xbc, 0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4,
			       0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c };
static const uint8_t good[] = { 0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82,
				0x0b, 0x5f, 0x64, 0x25, 0x40, 0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50,
				0x3f, 0x8f, 0xb3, 0x76, 0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda, 0x08,
				0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99, 0x6e, 0x45, 0x8f, 0x36, 0x13,
				0xd0, 0xf1, 0x1d, 0x8c, 0x38, 0x7b, 0x2e, 0xae, 0xb4, 0x30, 0x2a,
				0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00 };

TEST(ed25519_rfc8032)
{
	uint8_t bad[sizeof(good)];

	CHECK(ed25519_verify(good, "\x72", 1, key));
	CHECK(!ed25519_verify(good, "\x73", 1, key));
	CHECK(!ed25519_verify(good, "\x72\x72", 2, key));
	for (size_t i = 0; i < sizeof(good); i++) {
		memcpy(bad, good, sizeof(bad));
		bad[i] ^= 0x80;
		CHECK(!ed25519_verify(bad, "\x72", 1, key));
	}
}
