// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/sums.h"

#include "unit/test.h"

#include <errno.h>

#define SHA1 "da39a3ee5e6b4b0d3255bfef95601890afd80709"
#define MD5  "d41d8cd98f00b204e9800998ecf8427e"

static int parse(const char *text, struct sums_line *ret)
{
	struct slice rest = { (const uint8_t *)text, strlen(text) };

	return sums_next(&rest, DIGEST_UNKNOWN, ret);
}

static bool names(const char *text, const char *path)
{
	struct sums_line line;

	return parse(text, &line) == 1 && sums_names(&line, path);
}

/* GNU coreutils 9.1: sha1sum, sha1sum --tag, md5sum -b. */
TEST(sums_lines)
{
	struct sums_line line;

	CHECK(parse(SHA1 "  a b\n", &line) == 1);
	CHECK(line.kind == DIGEST_SHA1 && line.digest[19] == 0x09 && !line.escaped);
	CHECK(slice_equals(line.path, "a b", 3));
	CHECK(parse("SHA1 (a b) = " SHA1, &line) == 1);
	CHECK(line.kind == DIGEST_SHA1 && slice_equals(line.path, "a b", 3));
	CHECK(names("\\" SHA1 "  c\\nd", "c\nd"));
	CHECK(names("\\SHA1 (c\\nd) = " SHA1, "c\nd"));
	CHECK(names("\\" SHA1 "  e\\\\f", "e\\f"));
	CHECK(names(MD5 " *a b", "a b"));
	CHECK(!names(MD5 " *a b", "a "));
	CHECK(!names(MD5 " *a b", "a bc"));
	CHECK(!names("\\" MD5 "  a\\\\", "a\\\\"));
}

TEST(sums_paths)
{
	CHECK(names(MD5 "  ./live/filesystem.squashfs", "live/filesystem.squashfs"));
	CHECK(names(MD5 "  /live/filesystem.squashfs\r\n", "live/filesystem.squashfs"));
	CHECK(names(MD5 "  .//./a", "a"));
	CHECK(names(MD5 "  .a", ".a"));
	CHECK(names(MD5 " a", "a"));
	CHECK(names(MD5 "   a", " a"));
	CHECK(names(MD5 "  a\\nb", "a\\nb"));
	CHECK(names("MD5 (x) = y) = " MD5, "x) = y"));
	CHECK(names("md5 (./()) = " MD5, "()"));
	CHECK(names(MD5 "\ta", "a"));
	CHECK(names("SHA1(a)= " SHA1, "a"));
	CHECK(names("SHA-1 (a b) = " SHA1, "a b"));
	CHECK(names("SHA1 (a)x= " SHA1, "a") == false);
	CHECK(names("\xef\xbb\xbf" MD5 " *a", "a"));
	CHECK(names("; by somebody\r\n" MD5 " *a\r\n", "a"));
	CHECK(names(MD5 "  a (b)", "a (b)"));
}

TEST(sums_heading)
{
	static const char text[] = "These are the digests of the files.\n\nMD5 digest  Name\n";
	struct slice rest = { (const uint8_t *)text, strlen(text) };
	struct sums_line line;

	sums_skip_heading(&rest);
	CHECK(rest.len == 0);
	rest = (struct slice){ (const uint8_t *)"Sums\n" MD5 "  a", 5 + 32 + 3 };
	sums_skip_heading(&rest);
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 1 && rest.len == 0);
	/* A damaged sum is not a heading. */
	rest = (struct slice){ (const uint8_t *)"d41d8cd98f00xx04e9800998ecf8427e  a\n" MD5 "  b",
			       36 + 35 };
	sums_skip_heading(&rest);
	CHECK(rest.len == 36 + 35 && sums_next(&rest, DIGEST_UNKNOWN, &line) == -EBADMSG);
}

TEST(sums_algorithms)
{
	static const struct {
		const char *name;
		enum digest_kind kind;
	} names[] = {
		{ "MD5", DIGEST_MD5 },
		{ "sha-1", DIGEST_SHA1 },
		{ "SHA2-224", DIGEST_SHA224 },
		{ "sha256", DIGEST_SHA256 },
		{ "SHA384", DIGEST_SHA384 },
		{ "Sha-512", DIGEST_SHA512 },
		{ "BLAKE2b", DIGEST_BLAKE2B_512 },
		{ "BLAKE2B-512", DIGEST_BLAKE2B_512 },
		{ "blake2b256", DIGEST_BLAKE2B_256 },
		{ "SHA512-256", DIGEST_UNKNOWN },
		{ "SHA512/256", DIGEST_UNKNOWN },
		{ "SHA3-256", DIGEST_UNKNOWN },
		{ "SHA", DIGEST_UNKNOWN },
		{ "SHA2-1024", DIGEST_UNKNOWN },
		{ "SHA2-18446744073709551872", DIGEST_UNKNOWN },
		{ "BLAKE2s", DIGEST_UNKNOWN },
		{ "BLAKE2b-8", DIGEST_UNKNOWN },
		{ "MD", DIGEST_UNKNOWN },
		{ "", DIGEST_UNKNOWN },
	};

	for (size_t i = 0; i < array_size(names); i++)
		CHECK(sums_kind((struct slice){ (const uint8_t *)names[i].name,
						strlen(names[i].name) }) == names[i].kind);
}

/* The number of digits tells the algorithm, except for those that BLAKE2b and another have. */
TEST(sums_named)
{
	static const char text[] = MD5 MD5 MD5 MD5 "  a\n" MD5 MD5 "  b\nSHA256 (c) = " MD5 MD5
						   "\nBLAKE2b-256 (d) = " MD5 MD5;
	static const struct {
		enum digest_kind named, kinds[4];
	} lists[] = {
		{ DIGEST_UNKNOWN,
		  { DIGEST_SHA512, DIGEST_SHA256, DIGEST_SHA256, DIGEST_BLAKE2B_256 } },
		{ DIGEST_SHA512,
		  { DIGEST_SHA512, DIGEST_SHA256, DIGEST_SHA256, DIGEST_BLAKE2B_256 } },
		{ DIGEST_BLAKE2B_512,
		  { DIGEST_BLAKE2B_512, DIGEST_BLAKE2B_256, DIGEST_SHA256, DIGEST_BLAKE2B_256 } },
	};

	for (size_t i = 0; i < array_size(lists); i++) {
		struct slice rest = { (const uint8_t *)text, strlen(text) };
		struct sums_line line;

		for (size_t j = 0; j < array_size(lists->kinds); j++)
			CHECK(sums_next(&rest, lists[i].named, &line) == 1 &&
			      line.kind == lists[i].kinds[j]);
	}
}

TEST(sums_file)
{
	static const char text[] = "# comment\n\n\r\n \t\n" MD5 "  a\nnonsense\n" MD5 "  b";
	struct slice rest = { (const uint8_t *)text, strlen(text) };
	struct sums_line line;

	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 1 && slice_equals(line.path, "a", 1));
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == -EBADMSG &&
	      slice_equals(line.path, "a", 1));
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 1 && slice_equals(line.path, "b", 1));
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 0 && slice_equals(line.path, "b", 1));
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 0);
	rest = (struct slice){ NULL, 0 };
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 0);
}

TEST(sums_signed_in_place)
{
	static const char text[] = MD5 "  a\n-----BEGIN PGP SIGNATURE-----\n\niQIz\n" MD5 "  b\n";
	struct slice rest = { (const uint8_t *)text, sizeof(text) - 1 };
	struct sums_line line;

	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 1 && slice_equals(line.path, "a", 1));
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == 0);
}

TEST(sums_bad)
{
	static const char *const texts[] = {
		MD5,
		MD5 " ",
		MD5 "  ",
		MD5 "  ./",
		MD5 "00  a",
		"d41d  a",
		"  a",
		"\\",
		"\\" MD5 "  a\\tb",
		"\\" MD5 "  a\\",
		"MD5 a = " MD5,
		"MD5 () = " MD5,
		"MD5 (/) = " MD5,
		"MD5 (a) = " MD5 "00",
		"MD5 (a) = " SHA1,
		"MD5 ) = " MD5,
		"MD5",
		"BLAKE2s (a) = " MD5 MD5,
		"BLAKE2b (a) = " MD5,
		"BLAKE2b-256 (a) = " MD5,
		"BLAKE2b-264 (a) = " MD5 MD5 "00",
		"-----BEGIN PGP SIGNED MESSAGE-----",
	};
	static const char with_nul[] = MD5 "  a\0b";
	struct slice rest = { (const uint8_t *)with_nul, sizeof(with_nul) - 1 };
	struct sums_line line = { .kind = DIGEST_SHA512 };

	for (size_t i = 0; i < array_size(texts); i++)
		CHECK(parse(texts[i], &line) == -EBADMSG);
	CHECK(sums_next(&rest, DIGEST_UNKNOWN, &line) == -EBADMSG);
	CHECK(line.kind == DIGEST_SHA512);
}
