// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/settle.h"

#include "sys/uevent_socket.h"
#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE = 10 };

/* Something that can always be read, but is no socket. */
static int open_broken(void)
{
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);

	CHECK(fd >= 0);
	alarm(PATIENCE); /* the test's end, if it is waited for without an end */
	return fd;
}

static struct settle begin(int socket_fd)
{
	struct settle settle = { .child = CHILD_NONE };

	settle_start(&settle, 0);
	settle.socket_fd = socket_fd;
	settle.changed = false;
	return settle;
}

TEST(uevent_socket_that_is_broken_is_drained)
{
	int fd = open_broken();

	CHECK(uevent_socket_drain(fd) < 0);
	close(fd);
	CHECK(uevent_socket_drain(fd) == -EBADF);
}

/* The other side of a socket is gone: there is nothing, again and again. */
TEST(uevent_socket_that_has_ended)
{
	int fds[2], fd;

	alarm(PATIENCE);
	CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) == 0);
	close(fds[1]);
	fd = fds[0];
	CHECK(uevent_socket_drain(fd) < 0);
	close(fd);
}

TEST(settle_ends_with_a_broken_socket)
{
	struct settle settle = begin(open_broken());

	while (settle_wait(&settle) != SETTLE_END)
		;
	CHECK(settle.socket_fd == -1);
}

/* poll() refuses two files where the process may have none. */
TEST(settle_ends_where_it_cannot_wait)
{
	struct settle settle = begin(open_broken());
	struct rlimit limit, none;

	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	none = (struct rlimit){ 0, limit.rlim_max };
	CHECK(setrlimit(RLIMIT_NOFILE, &none) == 0);
	while (settle_wait(&settle) != SETTLE_END)
		;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0); /* for the sanitizer's end */
}
