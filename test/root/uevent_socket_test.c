// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/uevent_socket.h"

#include "root/private.h"
#include "sys/file.h"
#include "unit/test.h"

#include <errno.h>
#include <linux/netlink.h>
#include <poll.h>
#include <sys/socket.h>

/* A device whose uevent file makes the kernel send an event when it is written to. */
#define DEVICE "/sys/devices/virtual/mem/null"

static void trigger(void)
{
	CHECK(file_write(DEVICE "/uevent", "change") == 0);
}

static int open_socket(void)
{
	int fd;

	private_mounts();
	fd = uevent_socket_open();
	CHECK(fd >= 0);
	return fd;
}

/* Take all that is there: how many events of DEVICE; -1 if messages were lost on the way. */
static int take_all(int fd)
{
	static char buf[UEVENT_SIZE_MAX];
	struct uevent event;
	int count = 0, lost = 0, r;

	while ((r = uevent_socket_receive(fd, buf, &event)) != 0) {
		CHECK(r == 1 || r == -ENOBUFS);
		if (r < 0)
			lost = 1;
		else if (strcmp(event.devpath, DEVICE + strlen("/sys")) == 0)
			count++;
	}
	return lost ? -1 : count;
}

static void send_as_process(const void *message, size_t len)
{
	struct sockaddr_nl kernel_group = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);

	CHECK(fd >= 0);
	CHECK(sendto(fd, message, len, 0, (struct sockaddr *)&kernel_group, sizeof(kernel_group)) ==
	      (ssize_t)len);
	close(fd);
}

TEST(uevent_socket_takes_the_kernels_messages)
{
	int fd = open_socket();

	CHECK(take_all(fd) == 0);
	trigger();
	trigger();
	CHECK(take_all(fd) == 2);
}

TEST(uevent_socket_refuses_another_process)
{
	static const char forged[] = "add@/devices/virtual/mem/null\0ACTION=add\0"
				     "DEVPATH=/devices/virtual/mem/null\0SUBSYSTEM=mem";
	int fd = open_socket();
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	send_as_process(forged, sizeof(forged));
	CHECK(poll(&ready, 1, 1000) == 1); /* it did arrive */
	CHECK(take_all(fd) == 0);
	trigger();
	CHECK(take_all(fd) == 1);
}

TEST(uevent_socket_refuses_oversized_messages)
{
	static char big[UEVENT_SIZE_MAX + 100] = "add@/x";
	int fd = open_socket();

	send_as_process(big, sizeof(big));
	CHECK(take_all(fd) == 0);
}

TEST(uevent_socket_tells_of_losses)
{
	int fd = open_socket(), small = 1;

	/* The least that the kernel gives: 10,000 events can't fit. */
	CHECK(setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &small, sizeof(small)) == 0);
	for (int i = 0; i < 10000; i++)
		trigger();
	CHECK(take_all(fd) == -1);
	trigger();
	CHECK(take_all(fd) == 1);
}
