// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/base64.h"

#include "unit/test.h"

#include <errno.h>

static int decode(const char *text, uint8_t *ret, size_t size)
{
	return base64_decode((struct slice){ (const uint8_t *)text, strlen(text) }, ret, size);
}

/* RFC 4648, section 10. */
TEST(base64_vectors)
{
	static const char *const texts[] = { "",	 "Zg==",     "Zm8=",	"Zm9v",
					     "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };
	uint8_t bytes[6];

	for (int i = 0; i < 7; i++) {
		CHECK(decode(texts[i], bytes, 6) == i);
		CHECK(memcmp(bytes, "foobar", (size_t)i) == 0);
	}
	CHECK(decode("+/aA", bytes, 6) == 3 && memcmp(bytes, "\xfb\xf6\x80", 3) == 0);
}

TEST(base64_bad)
{
	static const char *const texts[] = {
		"Z",	"Zg",	    "Zg=",   "Zg==\n", "Zg= =",	  "=",	  "====", "Z===", "Zh==",
		"Zm9=", "Zg==Zg==", "Zm9v ", "Zm-_",   "Zm9vYmF", "@g==", "[g==", "`g=="
	};
	uint8_t bytes[9] = { 9 };

	for (size_t i = 0; i < array_size(texts); i++)
		CHECK(decode(texts[i], bytes, 9) == -EBADMSG);
	CHECK(decode("Zm9v", bytes, 2) == -E2BIG);
	CHECK(decode("Zm8=", bytes, 1) == -E2BIG);
	CHECK(bytes[0] == 9);
}
