// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/failure_record.h"

#include "unit/test.h"

#include <errno.h>

static const struct failure_record record = {
	.time = "2026-11-28T12:00:00Z",
	.version = "0.1.0",
	.reason = "not-handed-over",
	.line = "firmware fetched a=b, but handed nothing over",
	.url = "http://10.0.2.2/live.iso",
};

static struct slice text_of(const char *text)
{
	return (struct slice){ (const uint8_t *)text, strlen(text) };
}

TEST(failure_record_is_read_as_written)
{
	char text[FAILURE_RECORD_MAX + 1];
	struct failure_record read;

	CHECK(failure_record_print(&record, text) == strlen(text));
	CHECK_STRING(text, "time=2026-11-28T12:00:00Z\nversion=0.1.0\nreason=not-handed-over\n"
			   "line=firmware fetched a=b, but handed nothing over\n"
			   "url=http://10.0.2.2/live.iso\n");
	CHECK(failure_record_parse(text_of(text), &read) == 0);
	CHECK(memcmp(&record, &read, sizeof(read)) == 0);
}

TEST(failure_record_has_a_limit)
{
	static char large[FAILURE_RECORD_MAX + 2];
	char text[FAILURE_RECORD_MAX + 1];
	struct failure_record full, read;

	memset(&full, 'x', sizeof(full));
	full.time[sizeof(full.time) - 1] = full.version[sizeof(full.version) - 1] = '\0';
	full.reason[sizeof(full.reason) - 1] = full.line[sizeof(full.line) - 1] = '\0';
	full.device[sizeof(full.device) - 1] = full.url[sizeof(full.url) - 1] = '\0';
	CHECK(failure_record_print(&full, text) == strlen(text));
	CHECK(strlen(text) <= FAILURE_RECORD_MAX);
	CHECK(failure_record_parse(text_of(text), &read) == 0);
	CHECK(memcmp(&full, &read, sizeof(read)) == 0);
	memset(large, 'x', sizeof(large) - 1);
	CHECK(failure_record_parse(text_of(large), &read) == -E2BIG);
}

TEST(failure_record_of_others)
{
	struct failure_record read;

	CHECK(failure_record_parse(text_of(""), &read) == -ENOENT);
	CHECK(failure_record_parse((struct slice){ NULL, 0 }, &read) == -ENOENT);
	CHECK(failure_record_parse(text_of("reason=\n"), &read) == -ENOENT);
	CHECK(failure_record_parse(text_of("reason"), &read) == -ENOENT);
	CHECK(failure_record_parse(text_of("later=1\n\n=\nreason=eaten"), &read) == 0);
	CHECK_STRING(read.reason, "eaten");
	CHECK(!read.line[0] && !read.time[0]);
	/* A value that is not one line is left out, not written as two. */
	read = record;
	strcpy(read.line, "a\nreason=none");
	CHECK(failure_record_print(&read, (char[FAILURE_RECORD_MAX + 1]){ 0 }) < 200);
}

TEST(failure_record_is_same)
{
	struct failure_record other = record;

	CHECK(failure_record_is_same(&record, &other));
	strcpy(other.time, "2026-11-29T00:00:00Z");
	CHECK(failure_record_is_same(&record, &other));
	strcpy(other.device, "/dev/pmem0");
	CHECK(!failure_record_is_same(&record, &other));
	other = record;
	other.line[0] = 'F';
	CHECK(!failure_record_is_same(&record, &other));
}
