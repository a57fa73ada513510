/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's uevent socket (NETLINK_KOBJECT_UEVENT, group 1).
 */
#pragma once

#include "base/attributes.h"
#include "parse/uevent.h"

/* Open it, non-blocking. Returns the fd, or -E... ; open it before scanning sysfs. */
must_check int uevent_socket_open(void);

/*
 * Take the next message that the kernel itself sent; what anybody else sent, and what can't be
 * parsed, is dropped. buf has UEVENT_SIZE_MAX bytes and backs the event's strings. Returns 1 with
 * an event; 0 when there is none for now; -ENOBUFS when messages were lost, and the caller looks
 * at sysfs again; another -E... when the socket is broken.
 */
must_check int uevent_socket_receive(int socket_fd, void *buf, struct uevent *ret);

/*
 * Take all messages that are there and forget them. A socket that is broken is closed, and
 * *socket_fd is -1 then.
 */
void uevent_socket_drain(int *socket_fd);
