// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/io.h"

#include "sys/child.h"
#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PARTS = 300, PART = 1000 };

/* A pipe takes and gives what it has room for, and each part comes in its own time. */
static void feed(void *context, int fd)
{
	static char part[PART];

	alarm(10); /* the child has the reading end too: without a reader it would wait for ever */
	for (int i = 0; i < PARTS; i++) {
		memset(part, i, sizeof(part));
		CHECK(io_write(fd, part, sizeof(part)) == 0);
	}
	(void)context;
}

TEST(io_reads_on_until_all_is_there)
{
	static unsigned char all[PARTS * PART + 1];
	struct child child;

	CHECK(child_begin(&child, feed, NULL) == 0);
	CHECK(io_read_exactly(child.fd, all, PART / 2) == 0);
	CHECK(io_read(child.fd, all + PART / 2, sizeof(all) - PART / 2) == PARTS * PART - PART / 2);
	for (size_t i = 0; i < PARTS * PART; i++)
		CHECK(all[i] == (unsigned char)(i / PART));
	CHECK(io_read(child.fd, all, 1) == 0);
	CHECK(io_read_exactly(child.fd, all, 1) == -ENODATA);
	child_end(&child, true);
}

TEST(io_reads_at_an_offset)
{
	int fd = memfd_create("bytes", MFD_CLOEXEC);
	char buf[4];

	CHECK(fd >= 0 && io_write(fd, "abcdef", 6) == 0);
	CHECK(io_read_at(fd, 2, buf, 4) == 0 && memcmp(buf, "cdef", 4) == 0);
	CHECK(io_read_at(fd, 3, buf, 4) == -EIO);
	CHECK(io_read_at(fd, 6, buf, 0) == 0);
	CHECK(io_read_at(fd, UINT64_MAX, buf, 1) == -EINVAL);
	CHECK(lseek(fd, 0, SEEK_CUR) == 6);
	close(fd);
	CHECK(io_read_at(fd, 0, buf, 1) == -EBADF && io_read(fd, buf, 1) == -EBADF);
}

TEST(io_says_what_was_not_written)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC), ends[2];

	CHECK(fd >= 0 && io_write(fd, "x", 1) == -ENOSPC && io_write(fd, "x", 0) == 0);
	CHECK(io_write_value(fd, "x") == -ENOSPC);
	close(fd);
	signal(SIGPIPE, SIG_IGN);
	CHECK(pipe(ends) == 0 && close(ends[0]) == 0);
	CHECK(io_write(ends[1], "x", 1) == -EPIPE && io_write_value(ends[1], "x") == -EPIPE);
	close(ends[1]);
}

TEST(io_end_text)
{
	char buf[4] = "abc";

	CHECK(io_end_text(buf, sizeof(buf), 3) == 3);
	CHECK_STRING(buf, "abc");
	memcpy(buf, "ab\n", 3);
	CHECK(io_end_text(buf, sizeof(buf), 3) == 2);
	CHECK_STRING(buf, "ab");
	buf[0] = '\n';
	CHECK(io_end_text(buf, sizeof(buf), 1) == 0 && buf[0] == '\0');
	CHECK(io_end_text(buf, sizeof(buf), 0) == 0 && buf[0] == '\0');
	CHECK(io_end_text(buf, sizeof(buf), 4) == -E2BIG);
	CHECK(io_end_text(buf, sizeof(buf), -EIO) == -EIO);
}

TEST(io_end_all)
{
	uint8_t *bytes = NULL;

	CHECK(io_end_all(malloc(3), 3, 3, &bytes) == 3 && bytes);
	free(bytes);
	bytes = NULL;
	CHECK(io_end_all(malloc(4), 4, 3, &bytes) == -E2BIG && !bytes);
	CHECK(io_end_all(NULL, -EIO, 3, &bytes) == -EIO && !bytes);
}

TEST(io_read_all_takes_one_byte_too_many)
{
	int fd = memfd_create("bytes", MFD_CLOEXEC);
	uint8_t *bytes = NULL;

	CHECK(fd >= 0 && io_write(fd, "abcdef", 6) == 0);
	CHECK(lseek(fd, 0, SEEK_SET) == 0 && io_read_all(fd, 6, &bytes) == 6);
	CHECK(memcmp(bytes, "abcdef", 6) == 0);
	free(bytes);
	CHECK(lseek(fd, 0, SEEK_SET) == 0 && io_read_all(fd, 5, &bytes) == 6);
	free(bytes);
	bytes = NULL;
	close(fd);
	CHECK(io_read_all(fd, 5, &bytes) == -EBADF && !bytes);
}
