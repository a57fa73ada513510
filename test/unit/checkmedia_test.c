// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/checkmedia.h"
#include "parse/media_tags.h"

#include "unit/test.h"

#include <errno.h>

#define SHA256 "a722af5e8ff16b07bc38c0971a79f8581016e0d39d3ccc520ac02f6a81f08158"

static int parse(const char *text, struct checkmedia *ret)
{
	uint8_t bytes[MEDIA_TAGS_SIZE];

	memset(bytes, ' ', sizeof(bytes));
	memcpy(bytes, text, strlen(text));
	return checkmedia_parse((struct slice){ bytes, sizeof(bytes) }, ret);
}

/* openSUSE-Tumbleweed-DVD-x86_64-Snapshot20210823-Media.iso. */
TEST(checkmedia_good)
{
	struct checkmedia media;

	CHECK(parse("check=1;pad=150;sha256sum=" SHA256
		    ";partition=10432,9135936,c31a435ff7bef3ef3f27575985084060a493227684bd335934d8c"
		    "a94c85f0a71;signature=20864",
		    &media) == 0);
	CHECK(media.kind == DIGEST_SHA256 && media.digest[0] == 0xa7 && media.digest[31] == 0x58);
	CHECK(media.pad_bytes == 300 * 1024 && media.signature_offset == 20864 * 512);
	CHECK(parse(" SHA1SUM  =  0f56f7a21eee671fe8b97a5dfb6b2f9bab0dcd06 ;Pad = 4294967295",
		    &media) == 0);
	CHECK(media.kind == DIGEST_SHA1 && media.signature_offset == 0);
	CHECK(media.pad_bytes == UINT64_C(4294967295) * 2048);
	CHECK(parse("md5sum=4053392c765199abc539134ea66d77aa;sha256sum=" SHA256, &media) == 0);
	CHECK(media.kind == DIGEST_SHA256);
}

TEST(checkmedia_none)
{
	struct checkmedia media = { .kind = DIGEST_SHA384 };

	CHECK(parse("", &media) == -ENOENT);
	CHECK(checkmedia_parse((struct slice){ NULL, 0 }, &media) == -ENOENT);
	CHECK(parse("pad=150;check=1", &media) == -ENOENT);
	CHECK(parse("sum=00", &media) == -ENOENT);
	CHECK(parse("ISO MD5SUM = 4053392c765199abc539134ea66d77aa;SKIPSECTORS = 15", &media) ==
	      -ENOENT);
	/* The last one says whose the tags are. */
	CHECK(parse("sha256sum=" SHA256 ";ISO MD5SUM = 4053392c765199abc539134ea66d77aa", &media) ==
	      -ENOENT);
	CHECK(parse("XSHA256SUM=" SHA256, &media) == -ENOENT);
	CHECK(media.kind == DIGEST_SHA384);
}

TEST(checkmedia_bad)
{
	struct checkmedia media = { .kind = DIGEST_SHA384 };

	CHECK(parse("sha256sum=", &media) == -EBADMSG);
	CHECK(parse("sha256sum", &media) == -EBADMSG);
	CHECK(parse("sha512sum=" SHA256, &media) == -EBADMSG);
	CHECK(parse("sha224sum=" SHA256, &media) == -EBADMSG);
	CHECK(parse("sha256sum=" SHA256 "00", &media) == -EBADMSG);
	CHECK(parse("sha256sum=x" SHA256, &media) == -EBADMSG);
	CHECK(parse("sha256sum=" SHA256 ";pad=0x10", &media) == -EBADMSG);
	CHECK(parse("sha256sum=" SHA256 ";pad=4294967296", &media) == -EBADMSG);
	CHECK(parse("sha256sum=" SHA256 ";pad=99999999999999999999999", &media) == -EBADMSG);
	CHECK(parse("sha256sum=" SHA256 ";signature=-4", &media) == -EBADMSG);
	CHECK(media.kind == DIGEST_SHA384);
}
