// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/uevent_socket.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>

enum { KERNEL_GROUP = 1, RECEIVE_BUFFER = 1 << 20 };

int uevent_socket_open(void)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = KERNEL_GROUP };
	int on = 1, size = RECEIVE_BUFFER;
	cleanup_close int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
				      NETLINK_KOBJECT_UEVENT);

	if (fd < 0)
		return -errno;
	/* A larger buffer makes ENOBUFS rare. Without the privilege, use the default size. */
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	if (setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
		return -errno;
	return steal_fd(&fd);
}

/* The kernel sends from netlink port 0 to the multicast group, with the credentials of root. */
static bool is_from_kernel(const struct msghdr *message, const struct sockaddr_nl *sender)
{
	struct cmsghdr *control = CMSG_FIRSTHDR(message);
	struct ucred credentials;

	if (message->msg_namelen != sizeof(*sender) || sender->nl_family != AF_NETLINK ||
	    sender->nl_pid != 0 || sender->nl_groups != KERNEL_GROUP)
		return false;
	if (!control || control->cmsg_level != SOL_SOCKET ||
	    control->cmsg_type != SCM_CREDENTIALS ||
	    control->cmsg_len != CMSG_LEN(sizeof(credentials)))
		return false;
	memcpy(&credentials, CMSG_DATA(control), sizeof(credentials));
	return credentials.pid == 0 && credentials.uid == 0;
}

int uevent_socket_receive(int socket_fd, void *buf, struct uevent *ret)
{
	for (;;) {
		union {
			struct cmsghdr header;
			char space[CMSG_SPACE(sizeof(struct ucred))];
		} control;
		struct sockaddr_nl sender = { 0 };
		struct iovec data = { buf, UEVENT_SIZE_MAX };
		struct msghdr message = {
			.msg_name = &sender,
			.msg_namelen = sizeof(sender),
			.msg_iov = &data,
			.msg_iovlen = 1,
			.msg_control = &control,
			.msg_controllen = sizeof(control),
		};
		ssize_t n = recvmsg(socket_fd, &message, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -errno;
		if (n == 0 && message.msg_namelen == 0)
			return -ENOTCONN; /* its end; a message has a sender */
		if (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))
			continue;
		if (!is_from_kernel(&message, &sender))
			continue;
		if (uevent_parse((struct slice){ buf, (size_t)n }, ret) == 0)
			return 1;
	}
}

int uevent_socket_drain(int socket_fd)
{
	char buf[UEVENT_SIZE_MAX];
	struct uevent event;
	int r;

	do
		r = uevent_socket_receive(socket_fd, buf, &event);
	while (r > 0 || r == -ENOBUFS);
	return r;
}
