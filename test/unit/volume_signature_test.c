// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/volume_signature.h"

#include "model/seed.h"
#include "unit/test.h"

#include <errno.h>

enum { VOLUME = 100000, FIRST = 100352, SIZE = 8 << 20 };

static uint8_t bytes[SIZE];
static uint64_t offset, limit;
static struct slice text;

static int read_bytes(void *context, uint64_t at, void *buf, size_t len)
{
	(void)context;
	if (at >= limit)
		return -EIO;
	memcpy(buf, bytes + at, len);
	return 0;
}

static int find(void)
{
	static uint8_t buf[1024];
	const struct reader reader = { read_bytes, NULL, SIZE };

	return volume_signature_find(&reader, VOLUME, buf, sizeof(buf), &text, &offset);
}

static void put(uint64_t at, const char *string)
{
	memcpy(bytes + at, string, strlen(string));
}

static void start(void)
{
	memset(bytes, 0, sizeof(bytes));
	limit = SIZE;
}

TEST(volume_signature_is_at_a_sector)
{
	start();
	CHECK(find() == 0 && text.len == 0);
	put(FIRST + 4096, "untrusted comment: a\nb\n");
	CHECK(find() == 0 && offset == FIRST + 4096 && text.len == 23);
	put(FIRST, "untrusted comment: c\n");
	CHECK(find() == 0 && offset == FIRST && text.len == 21);
	start();
	put(FIRST - 512, "untrusted comment: a\n");
	put(FIRST + 1, "untrusted comment: a\n");
	put(FIRST + (4 << 20), "untrusted comment: a\n");
	CHECK(find() == 0 && text.len == 0);
	put(FIRST + (4 << 20) - 512, "untrusted comment: a\n");
	CHECK(find() == 0 && text.len == 21);
}

TEST(volume_signature_is_not_in_the_seed)
{
	start();
	put(FIRST + 1024, SEED_MARK);
	put(FIRST + 1536, "untrusted comment: of a file in the seed\n");
	CHECK(find() == 0 && text.len == 0);
	put(FIRST, "untrusted comment: of the volume\n");
	CHECK(find() == 0 && text.len == 33 && offset == FIRST);
	/* Only at the start of a sector. */
	start();
	put(FIRST + 1025, SEED_MARK);
	put(FIRST + 1536, "untrusted comment: a\n");
	CHECK(find() == 0 && text.len == 21);
}

TEST(volume_signature_that_cannot_be_read)
{
	start();
	put(FIRST + 1024, "untrusted comment: a\n");
	limit = FIRST + 512;
	CHECK(find() == -EIO && text.len == 0);
}
