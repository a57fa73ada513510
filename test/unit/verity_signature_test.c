// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/verity_signature.h"

#include "unit/test.h"

#include <errno.h>
#include <string.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define MORE "\"signature\":\"TUlJ\""

static struct verity_signature found;

/* Parse a text that is followed by zeros, as a partition has it. */
static int parse(const char *text)
{
	static uint8_t partition[4096];

	memset(partition, 0, sizeof(partition));
	memcpy(partition, text, strlen(text));
	found = (struct verity_signature){ .root_size = 7 };
	return verity_signature_parse((struct slice){ partition, sizeof(partition) }, &found);
}

TEST(verity_signature_of_systemd_repart)
{
	CHECK(parse("{\"rootHash\":\"" HASH "\",\"certificateFingerprint\":\"" HASH "\"," MORE
		    "}") == 0);
	CHECK(found.root_size == 32 && found.root[1] == 0x23);
	CHECK(slice_equals(found.signature, "TUlJ", 4));
	CHECK(slice_equals(found.certificate, HASH, 64));
}

TEST(verity_signature_in_any_spelling)
{
	CHECK(parse("\n { \"rootHash\" : \"" HASH "\" ,\n\t" MORE " } \n") == 0);
	CHECK(found.certificate.len == 0);
	CHECK(parse("{\"a\":[1,{\"signature\":\"no\"},[]],\"b\":-1.5e3,\"c\":null,\"d\":\"\\\"}\"," MORE
		    ",\"rootHash\":\"" HASH "\"}") == 0);
	CHECK(slice_equals(found.signature, "TUlJ", 4));
}

TEST(verity_signature_that_fills_its_partition)
{
	static const char text[] = "{\"rootHash\":\"" HASH "\"," MORE "}";

	CHECK(verity_signature_parse((struct slice){ (const uint8_t *)text, strlen(text) },
				     &found) == 0);
}

TEST(verity_signature_of_nothing)
{
	CHECK(parse("") == -ENOENT);
	CHECK(found.root_size == 7);
	CHECK(verity_signature_parse((struct slice){ NULL, 0 }, &found) == -ENOENT);
}

#define REFUSED(text)                           \
	do {                                    \
		CHECK(parse(text) == -EBADMSG); \
		CHECK(found.root_size == 7);    \
	} while (0)

TEST(verity_signature_that_is_none)
{
	REFUSED("hello");
	REFUSED("{}");
	REFUSED("{\"rootHash\":\"" HASH "\"}");
	REFUSED("{" MORE "}");
	REFUSED("{\"rootHash\":\"" HASH "\",\"signature\":\"\"}");
	REFUSED("{\"rootHash\":\"" HASH "\",\"signature\":5}");
	REFUSED("{\"rootHash\":\"12\"," MORE "}");
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE);
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE "} more");
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE ",}");
	REFUSED("{\"rootHash\":\"" HASH "\",\"certificateFingerprint\":\"12\"," MORE "}");
	REFUSED("{\"rootHash\":\"" HASH "\" " MORE "}");
}

TEST(verity_signature_says_nothing_twice)
{
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE ",\"rootHash\":\"" HASH "\"}");
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE "," MORE "}");
}

TEST(verity_signature_of_deep_nesting)
{
	CHECK(parse("{\"a\":[[[[[[[[]]]]]]]],\"rootHash\":\"" HASH "\"," MORE "}") == 0);
	REFUSED("{\"a\":[[[[[[[[[]]]]]]]]],\"rootHash\":\"" HASH "\"," MORE "}");
}

TEST(verity_signature_with_a_control_code)
{
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE ",\"a\":\"\001\"}");
	REFUSED("{\"rootHash\":\"" HASH "\"," MORE ",\"a\":\"\\");
}
