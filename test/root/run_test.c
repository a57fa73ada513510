// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/run.h"

#include "sys/filter.h"
#include "sys/io.h"
#include "unit/test.h"

#include <errno.h>
#include <unistd.h>

static int slow_calls;

static void slow(void *context)
{
	CHECK(*(int *)context == 42);
	slow_calls++;
}

static int run_script(const char *script, unsigned int seconds)
{
	char *arguments[] = { (char *)"/bin/sh", (char *)"-c", (char *)script, NULL };
	char *environment[] = { (char *)"PATH=/usr/bin:/bin", (char *)"WORD=there", NULL };
	int context = 42;

	return run_program(arguments, environment, seconds, slow, &context);
}

TEST(run_status_and_environment)
{
	CHECK(run_script("exit 7", 10) == 7);
	CHECK(run_script("test \"$WORD\" = there && test -z \"$HOME\"", 10) == 0);
	CHECK(run_script("kill -9 $$", 10) == 128 + 9);
	CHECK(slow_calls == 0);
}

TEST(run_ends_what_hangs)
{
	CHECK(run_script("sleep 100 & sleep 100", 3) == -ETIMEDOUT);
	CHECK(slow_calls == 1);
}

static void feed(void *context, int fd)
{
	CHECK(io_write(fd, context, strlen(context)) == 0);
}

TEST(filter_reads_what_the_program_makes)
{
	char *arguments[] = { (char *)"tr", (char *)"a-z", (char *)"A-Z", NULL };
	struct filter filter;
	char text[6] = "";

	CHECK(filter_begin(&filter, arguments, feed, (char *)"hello") == 0);
	CHECK(io_read_exactly(filter.fd, text, 5) == 0);
	CHECK_STRING(text, "HELLO");
	CHECK(io_read_exactly(filter.fd, text, 1) == -ENODATA);
	filter_end(&filter);
}

TEST(filter_without_the_program)
{
	char *arguments[] = { (char *)"no-such-program", NULL };
	struct filter filter;

	CHECK(filter_begin(&filter, arguments, feed, NULL) == -ENOENT);
}
