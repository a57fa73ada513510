// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/sandbox.h"

#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static int image; /* the file that the child may read */

/* What is found at the start of the image. */
static void read_image(void *context, void *bytes)
{
	(void)context;
	if (pread(image, bytes, 8, 0) != 8)
		memset(bytes, '?', 8);
}

static void open_file(void *context, void *bytes)
{
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);

	(void)context;
	*(int *)bytes = fd < 0 ? errno : 0;
}

static void read_other(void *context, void *bytes)
{
	if (read(*(const int *)context, bytes, 1) < 0)
		return;
}

static void connect_out(void *context, void *bytes)
{
	(void)context;
	*(int *)bytes = socket(AF_UNIX, SOCK_STREAM, 0);
}

static void make_process(void *context, void *bytes)
{
	(void)context;
	*(int *)bytes = fork();
}

static void make_code(void *context, void *bytes)
{
	(void)context;
	*(int *)bytes = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			     0) != MAP_FAILED;
}

static void crash(void *context, void *bytes)
{
	(void)context;
	(void)bytes;
	__builtin_trap();
}

static void spin(void *context, void *bytes)
{
	(void)bytes;
	while (*(volatile int *)context >= 0)
		continue;
}

static void say_nothing(void *context, void *bytes)
{
	(void)context;
	(void)bytes;
	_exit(0);
}

/* How the work ended, and its answer; 99 if there was no child. */
static int end_of(void (*work)(void *context, void *bytes), char answer[8])
{
	static int other;
	struct sandbox_answer call = { .bytes = answer, .size = 8, .seconds = 1 };
	int r;

	image = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	other = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	memset(answer, 0, 8);
	r = sandbox_run(image, work, &other, &call);
	close(image);
	close(other);
	if (r == 0 && call.kind < SANDBOX_SECCOMP)
		return 98;
	return r < 0 ? 99 : (int)call.end;
}

TEST(sandbox_reads_the_image_and_answers)
{
	char answer[8];

	CHECK(end_of(read_image, answer) == SANDBOX_ANSWERED);
	CHECK(memcmp(answer, "\177ELF", 4) == 0);
}

TEST(sandbox_opens_nothing)
{
	char answer[8];
	int error;

	CHECK(end_of(open_file, answer) == SANDBOX_ANSWERED);
	memcpy(&error, answer, sizeof(error));
	CHECK(error == EACCES);
}

TEST(sandbox_ends_whoever_tries_more)
{
	char answer[8];

	CHECK(end_of(read_other, answer) == SANDBOX_REFUSED);
	CHECK(end_of(connect_out, answer) == SANDBOX_REFUSED);
	CHECK(end_of(make_process, answer) == SANDBOX_REFUSED);
	CHECK(end_of(make_code, answer) == SANDBOX_REFUSED);
}

TEST(sandbox_survives_a_crash)
{
	char answer[8];

	CHECK(end_of(crash, answer) == SANDBOX_CRASHED);
	CHECK(end_of(say_nothing, answer) == SANDBOX_SILENT);
	CHECK_STRING(sandbox_why(SANDBOX_CRASHED), "it crashed");
}

TEST(sandbox_ends_what_does_not_end)
{
	char answer[8];

	CHECK(end_of(spin, answer) == SANDBOX_TIMEOUT);
}

TEST(sandbox_knows_the_constants_of_the_program)
{
	static char variable[] = "variable";
	static const char open_end[4] = { 'o', 'p', 'e', 'n' };
	char *copy = strdup("copy");

	CHECK(sandbox_is_constant("constant"));
	CHECK(!sandbox_is_constant(variable));
	CHECK(!sandbox_is_constant(copy));
	CHECK(!sandbox_is_constant(NULL));
	CHECK(!sandbox_is_constant((const char *)(uintptr_t)1));
	CHECK(open_end[0] == 'o');
	free(copy);
}
