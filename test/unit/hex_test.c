// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/hex.h"

#include "unit/test.h"

#include <errno.h>

static int decode(const char *text, uint8_t *ret, size_t size)
{
	return hex_decode((struct slice){ (const uint8_t *)text, strlen(text) }, ret, size);
}

TEST(hex_decode)
{
	uint8_t bytes[4] = { 9, 9, 9, 9 };

	CHECK(decode("", bytes, 4) == 0);
	CHECK(decode("00fFaB9", bytes, 4) == -EBADMSG);
	CHECK(decode("0 ", bytes, 4) == -EBADMSG);
	CHECK(decode("g0", bytes, 4) == -EBADMSG);
	CHECK(decode("@0", bytes, 4) == -EBADMSG);
	CHECK(decode("\x10\x11", bytes, 4) == -EBADMSG);
	CHECK(decode("0011223344", bytes, 4) == -E2BIG);
	CHECK(bytes[0] == 9);
	CHECK(decode("00fFaB", bytes, 4) == 3);
	CHECK(memcmp(bytes, "\x00\xff\xab\x09", 4) == 0);
}

TEST(hex_encode)
{
	char text[7];

	hex_encode((const uint8_t *)"\x00\xfe\x9a", 3, text);
	CHECK_STRING(text, "00fe9a");
	hex_encode(NULL, 0, text);
	CHECK_STRING(text, "");
}
