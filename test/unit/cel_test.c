// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/cel.h"

#include "unit/test.h"

/* The digest is that of FIPS 180-4's example. */
TEST(cel_record)
{
	static const enum digest_kind banks[] = { DIGEST_SHA1 };
	char *text = NULL;
	size_t len = 0;
	struct json j = { .stream = open_memstream(&text, &len), .first = true, .flat = true };

	cel_write_record(&j, 3, 11, banks, 1, "abc");
	fclose(j.stream);
	CHECK_STRING(text, "{\"recnum\": 3,\"pcr\": 11,\"digests\": [{\"hashAlg\": \"sha1\","
			   "\"digest\": \"a9993e364706816aba3e25717850c26c9cd0d89d\"}],"
			   "\"content_type\": \"pmemboot\",\"content\": {\"string\": \"abc\"}}\n");
	free(text);
}

TEST(cel_record_of_no_pcr)
{
	char *text = NULL;
	size_t len = 0;
	struct json j = { .stream = open_memstream(&text, &len), .first = true, .flat = true };

	json_separate(&j);
	cel_write_record(&j, 0, -1, NULL, 0, "abc");
	fclose(j.stream);
	CHECK_STRING(text, "\x1e{\"recnum\": 0,\"digests\": [],\"content_type\": \"pmemboot\","
			   "\"content\": {\"string\": \"abc\"}}\n");
	free(text);
}
