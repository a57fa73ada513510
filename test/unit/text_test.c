// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"

#include "unit/test.h"

#include <errno.h>

TEST(text_print_and_append)
{
	char buf[8];

	CHECK(text_print(buf, sizeof(buf), "%d", 1234) == 0);
	CHECK(text_append(buf, sizeof(buf), "567") == 0);
	CHECK_STRING(buf, "1234567");
	CHECK(text_append(buf, sizeof(buf), "8") == -ENAMETOOLONG);
	CHECK_STRING(buf, "1234567");
	CHECK(text_print(buf, sizeof(buf), "12345678") == -ENAMETOOLONG);
	CHECK_STRING(buf, "1234567");
}

TEST(text_nearer)
{
	CHECK(!text_nearer("firmware", NULL, "root"));
	CHECK_STRING(text_nearer("boot", NULL, "root"), "root");
	CHECK_STRING(text_nearer("boot", "init", "root"), "root");
	CHECK_STRING(text_nearer("boot", "root", "init"), "root");
	/* the end is left out */
	CHECK_STRING(text_nearer("--kernel", "--json", "--kernel-config"), "--kernel-config");
	/* half of a short one is wrong */
	CHECK(!text_nearer("-x", NULL, "-jq"));
}

TEST(text_distance)
{
	CHECK(text_distance("root", "root") == 0);
	CHECK(text_distance("verfy", "verify") == 1);
	CHECK(text_distance("", "abc") == 3);
	CHECK(text_distance("kitten", "sitting") == 3);
}

TEST(text_size)
{
	char buf[32];

	CHECK_STRING(text_size(buf, sizeof(buf), 0), "0 bytes");
	CHECK_STRING(text_size(buf, sizeof(buf), 2047), "1 KiB");
	CHECK_STRING(text_size(buf, sizeof(buf), UINT64_C(5) << 30), "5120 MiB");
}

TEST(text_words)
{
	CHECK(text_has_word("a,bc,d", ',', "a") && text_has_word("a,bc,d", ',', "bc"));
	CHECK(text_has_word("a,bc,d", ',', "d") && text_has_word("bbc,bc", ',', "bc"));
	CHECK(!text_has_word("a,bc,d", ',', "b") && !text_has_word("a,bc,d", ',', "c"));
	CHECK(!text_has_word("a,,b", ',', "") && !text_has_word("", ',', "a"));
	CHECK(!text_has_word("a b", ',', "a"));
	CHECK(text_has_words("c a b", ' ', "a b") && text_has_words("a", ' ', "a"));
	CHECK(!text_has_words("ab c", ' ', "a") && !text_has_words("a c", ' ', "a b"));
	CHECK(!text_has_words("", ' ', "a") && !text_has_words("a bc", ' ', "a b"));
}
