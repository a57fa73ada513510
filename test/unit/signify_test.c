// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/signify.h"

#include "unit/test.h"

#include <errno.h>

/* signify-openbsd 31: -G -n -c test, -S -x. */
#define KEY_LINE "RWQy5+NYg3oHOhS33k3L7xaL8G/2x6yzZ1QBjvK3OOPRpvS893JKDZzQ"
#define KEY	 "untrusted comment: test public key\n" KEY_LINE "\n"
#define SIGNIFY                                                                              \
	"untrusted comment: verify with s.pub\n"                                             \
	"RWQy5+NYg3oHOglKuNkkjVR5qlspIVTmWvBOrQ8Abc3rFx2oBqtIoS3zg8E5e8v97vHu2Ay0PMkgCGOlkC" \
	"QY15NKOL82jmmkRwY=\n"
/* minisign 0.11: -S -t, and with -l. */
#define COMMENT "untrusted comment: signature from minisign secret key\n"
#define HASHED                                                                               \
	COMMENT                                                                              \
	"RUTkOSK/EJ8+8Pp15uCQj9ddvI1evhXtmEgfCF+B7Zs37wP0yaNCXYXgW6OvPmJfRYSqk8WcW52AKlrAaV" \
	"uRjyo6QGgzfO0IwQo=\n"
#define SECOND_LINE                                                                          \
	"D/KfzWMhshf9/0Me5TpTT5rnzmP5WrY7j6DqEKYx4TWw/ytWYk5wwJr5+JUikI+bh7EqWLASFVkMKwooK8" \
	"jiAA==\n"
#define MINISIGN HASHED "trusted comment: tc here\n" SECOND_LINE
#define LEGACY                                                                               \
	COMMENT                                                                              \
	"RWTkOSK/EJ8+8M/xKRuStbHyoizSOJ/YXsqEp0np6H/hVhsKbjar5hIsutz1VquvNXMZlnLwzhd6CrRceB" \
	"1+KNMTJi9dlwkCXwc=\n"                                                               \
	"trusted comment: tc here\n"                                                         \
	"BqypZLmgmdO/H0brAn4pBt21YhhZW8wET2oeTHH1xMhXS4Zkig0x/V2MlfPc8ieDHzs24hWYrk6dcOgCek" \
	"YqDg==\n"

static int parse_key(const char *text, struct signify_key *ret)
{
	return signify_parse_key((struct slice){ (const uint8_t *)text, strlen(text) }, ret);
}

static int parse(const char *text, struct signify_signature *ret)
{
	return signify_parse_signature((struct slice){ (const uint8_t *)text, strlen(text) }, ret);
}

TEST(signify_key)
{
	static const char *const good[] = {
		KEY,
		KEY_LINE,
		KEY_LINE "\r\n\n",
		"untrusted comment: \r\n" KEY_LINE "\r\n",
		"\xef\xbb\xbf" KEY,
		"\xef\xbb\xbf" KEY_LINE,
	};

	for (size_t i = 0; i < array_size(good); i++) {
		struct signify_key key;

		CHECK(parse_key(good[i], &key) == 0);
		CHECK(memcmp(key.id, "\x32\xe7\xe3\x58\x83\x7a\x07\x3a", 8) == 0);
		CHECK(key.key[0] == 0x14 && key.key[31] == 0xd0);
	}
}

TEST(signify_key_bad)
{
	struct signify_key key = { .id = { 7 } };
	char text[SIGNIFY_COMMENT_MAX + 200];

	CHECK(parse_key("", &key) == -ENOENT);
	CHECK(parse_key("\n" KEY, &key) == -ENOENT);
	CHECK(parse_key("-----BEGIN PUBLIC KEY-----\n", &key) == -ENOENT);
	CHECK(parse_key("RWQy5+NYg3oHOhS33k3L7xaL", &key) == -ENOENT);
	CHECK(parse_key("untrusted comment: x\n", &key) == -EBADMSG);
	CHECK(parse_key("untrusted comment: x\n" KEY_LINE "AAAA", &key) == -EBADMSG);
	CHECK(parse_key("untrusted comment: x\n " KEY_LINE, &key) == -EBADMSG);
	CHECK(parse_key("untrusted comment: x\nRUQy5+NYg3oHOhS33k3L7xaL8G/2x6yzZ1QBjvK3OOPRpvS893J"
			"KDZzQ",
			&key) == -EBADMSG);
	CHECK(parse_key(KEY KEY, &key) == -EBADMSG);
	CHECK(parse_key(SIGNIFY, &key) == -EBADMSG);
	snprintf(text, sizeof(text), "untrusted comment: %*s\n%s", SIGNIFY_COMMENT_MAX - 18, "",
		 KEY_LINE);
	CHECK(parse_key(text, &key) == -E2BIG);
	CHECK(key.id[0] == 7);
	snprintf(text, sizeof(text), "untrusted comment: %*s\n%s", SIGNIFY_COMMENT_MAX - 19, "",
		 KEY_LINE);
	CHECK(parse_key(text, &key) == 0);
}

TEST(signify_signatures)
{
	struct signify_signature signature;

	CHECK(parse(SIGNIFY, &signature) == 0);
	CHECK(!signature.prehashed && !signature.trusted_comment.data);
	CHECK(memcmp(signature.id, "\x32\xe7\xe3\x58\x83\x7a\x07\x3a", 8) == 0);
	CHECK(signature.signature[0] == 0x09 && signature.signature[63] == 0x06);
	CHECK(parse(MINISIGN, &signature) == 0);
	CHECK(signature.prehashed && slice_equals(signature.trusted_comment, "tc here", 7));
	CHECK(memcmp(signature.id, "\xe4\x39\x22\xbf\x10\x9f\x3e\xf0", 8) == 0);
	CHECK(signature.signature[0] == 0xfa && signature.signature[63] == 0x0a);
	CHECK(signature.comment_signature[0] == 0x0f && signature.comment_signature[1] == 0xf2);
	CHECK(parse(LEGACY, &signature) == 0);
	CHECK(!signature.prehashed && slice_equals(signature.trusted_comment, "tc here", 7));
	CHECK(parse(HASHED "trusted comment: \r\n" SECOND_LINE "\r\n\n", &signature) == 0);
	CHECK(signature.trusted_comment.data && signature.trusted_comment.len == 0);
}

TEST(signify_signatures_bad)
{
	static const char with_nul[] = HASHED "trusted comment: a\0b\n" SECOND_LINE;
	struct signify_signature signature = { .id = { 7 } };
	static char text[SIGNIFY_TRUSTED_COMMENT_MAX + 400];
	size_t len = strlen(MINISIGN);

	CHECK(parse("", &signature) == -ENOENT);
	CHECK(parse("\x88\x75\x04", &signature) == -ENOENT);
	CHECK(parse("-----BEGIN PGP SIGNATURE-----\n", &signature) == -ENOENT);
	CHECK(parse(KEY, &signature) == -EBADMSG);
	CHECK(parse(SIGNIFY "a message\n", &signature) == -EBADMSG);
	CHECK(parse(MINISIGN "x", &signature) == -EBADMSG);
	CHECK(parse(HASHED SECOND_LINE, &signature) == -EBADMSG);
	CHECK(signify_parse_signature(
		      (struct slice){ (const uint8_t *)with_nul, sizeof(with_nul) - 1 },
		      &signature) == -EBADMSG);
	for (size_t cut = strlen("untrusted comment: "); cut < len - 1; cut++)
		CHECK(signify_parse_signature((struct slice){ (const uint8_t *)MINISIGN, cut },
					      &signature) == -EBADMSG);
	snprintf(text, sizeof(text), "%strusted comment: %*s\n%s", HASHED,
		 SIGNIFY_TRUSTED_COMMENT_MAX, "", SECOND_LINE);
	CHECK(parse(text, &signature) == -E2BIG);
	CHECK(signature.id[0] == 7);
}

static uint64_t version_of(const char *comment)
{
	const struct signify_signature signature = {
		.trusted_comment = { (const uint8_t *)comment, comment ? strlen(comment) : 0 }
	};

	return signify_version(&signature);
}

TEST(signify_version_in_a_comment)
{
	CHECK(version_of("version:7") == 7);
	CHECK(version_of("sealed by pmemboot-remaster version:20261128") == 20261128);
	CHECK(version_of("timestamp:1\tversion:012\thashed") == 12);
	CHECK(version_of("version:1 version:2") == 1);
	CHECK(version_of("version:999999999999999") == SIGNIFY_VERSION_MAX);
}

TEST(signify_version_that_is_none)
{
	CHECK(version_of(NULL) == 0);
	CHECK(version_of("") == 0);
	CHECK(version_of("a conversion:7") == 0);
	CHECK(version_of("version:") == 0);
	CHECK(version_of("version: 7") == 0);
	CHECK(version_of("version:-7") == 0);
	CHECK(version_of("version:7.1") == 0);
	CHECK(version_of("version:0x7") == 0);
	CHECK(version_of("version:x version:7") == 0);
	CHECK(version_of("version:1000000000000000") == 0);
}
