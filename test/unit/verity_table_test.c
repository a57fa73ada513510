// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verity_table.h"

#include "unit/test.h"

#include <errno.h>

static struct verity_table table(void)
{
	return (struct verity_table){ .data = "253:0",
				      .hashes = "259:1",
				      .hash_start = 1,
				      .data_block_size = 4096,
				      .hash_block_size = 1024,
				      .data_blocks = 7,
				      .algorithm = "sha256",
				      .root = "aa",
				      .salt = "",
				      .key = "pmemboot-verity0",
				      .fec = "259:2",
				      .fec_start = 3,
				      .of = { .roots = 2, .blocks = 1291 } };
}

#define PRINTED(table, text)                                                        \
	do {                                                                        \
		char printed[512];                                                  \
		CHECK(verity_table_print(&(table), printed, sizeof(printed)) == 0); \
		CHECK_STRING(printed, text);                                        \
	} while (0)

TEST(verity_table_of_each_part)
{
	struct verity_table t = table();

	PRINTED(t, "1 253:0 259:1 4096 1024 7 1 sha256 aa -");
	t.salt = "bb";
	t.panic = true;
	PRINTED(t, "1 253:0 259:1 4096 1024 7 1 sha256 aa bb 1 panic_on_corruption");
	t.panic = false;
	t.parts = VERITY_TABLE_SIGNATURE;
	PRINTED(t,
		"1 253:0 259:1 4096 1024 7 1 sha256 aa bb 2 root_hash_sig_key_desc pmemboot-verity0");
	t.parts = VERITY_TABLE_FEC;
	PRINTED(t, "1 253:0 259:1 4096 1024 7 1 sha256 aa bb 8 use_fec_from_device 259:2 "
		   "fec_roots 2 fec_blocks 1291 fec_start 3");
}

TEST(verity_table_of_all_parts)
{
	struct verity_table t = table();
	char buf[80];

	t.panic = true;
	t.parts = VERITY_TABLE_SIGNATURE | VERITY_TABLE_FEC;
	PRINTED(t, "1 253:0 259:1 4096 1024 7 1 sha256 aa - 11 panic_on_corruption "
		   "root_hash_sig_key_desc pmemboot-verity0 use_fec_from_device 259:2 "
		   "fec_roots 2 fec_blocks 1291 fec_start 3");
	CHECK(verity_table_print(&t, buf, sizeof(buf)) == -ENAMETOOLONG);
}

enum { SIG = VERITY_TABLE_SIGNATURE, FEC = VERITY_TABLE_FEC, BOTH = SIG | FEC, END = -1 };

/* What is tried next, for each error: which parts there are, which were tried, which are next. */
TEST(verity_table_truth_table)
{
	static const struct {
		unsigned int parts, tried;
		int error, next;
	} rows[] = {
		{ BOTH, BOTH, -EINVAL, SIG },	   { BOTH, BOTH, -ENOKEY, FEC },
		{ BOTH, BOTH, -ENOPKG, FEC },	   { BOTH, BOTH, -EKEYREJECTED, END },
		{ BOTH, BOTH, -EKEYREVOKED, END }, { BOTH, BOTH, -EBADMSG, END },
		{ BOTH, SIG, -EINVAL, FEC },	   { BOTH, SIG, -ENOKEY, 0 },
		{ BOTH, SIG, -EKEYREJECTED, END }, { BOTH, FEC, -EINVAL, 0 },
		{ BOTH, FEC, -ENOKEY, 0 },	   { BOTH, FEC, -EBADMSG, 0 },
		{ BOTH, 0, -EINVAL, END },	   { BOTH, 0, -ENOKEY, END },
		{ SIG, SIG, -EINVAL, 0 },	   { SIG, SIG, -ENOKEY, 0 },
		{ SIG, SIG, -EKEYREJECTED, END },  { FEC, FEC, -EINVAL, 0 },
		{ FEC, FEC, -ENOMEM, 0 },	   { 0, 0, -EINVAL, END },
	};

	for (size_t i = 0; i < array_size(rows); i++)
		CHECK(verity_table_retry(rows[i].parts, rows[i].tried, rows[i].error) ==
		      rows[i].next);
}

/* Whatever the kernel says, it comes to an end. */
TEST(verity_table_ends)
{
	static const int errors[] = { -EINVAL, -ENOKEY, -ENOMEM };

	for (unsigned int parts = 0; parts <= BOTH; parts++)
		for (size_t choice = 0; choice < 81; choice++) {
			size_t rest = choice;
			int next = (int)parts;
			unsigned int tries = 0;

			for (; next >= 0 && tries < 5; tries++, rest /= 3)
				next = verity_table_retry(parts, (unsigned int)next,
							  errors[rest % 3]);
			CHECK(tries <= 4 && next < 0);
		}
}

TEST(verity_table_signature_is_wrong)
{
	CHECK(verity_table_is_wrong(SIG, -EKEYREJECTED) && verity_table_is_wrong(BOTH, -EBADMSG));
	CHECK(!verity_table_is_wrong(FEC, -EBADMSG) && !verity_table_is_wrong(SIG, -ENOKEY));
}
